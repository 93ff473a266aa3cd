import { describe, expect, test } from 'vitest';
import { EngineUnavailable, startDynamoDBEngine } from '../../dynamodb/index.ts';
import { assertJava } from '../../dynamodb/startAmazonDynamoDBLocal.ts';
import { dynoxideBinary } from '../../dynamodb/startDynoxide.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';

describe('startDynamoDBEngine', () => {
  test.each(['oracle', 'ftp://x', ''])('refuses %j and names the three ways', async (choice) => {
    const start = startDynamoDBEngine(choice, folderOfTest());
    await expect(start).rejects.toThrow(EngineUnavailable);
    await expect(start).rejects.toThrow(/dynoxide.*amazon.*<url>/s);
  });

  test('refuses an address where nothing answers', async () => {
    await expect(startDynamoDBEngine('http://127.0.0.1:9', folderOfTest())).rejects.toThrow(
      /Nothing answers at http:\/\/127.0.0.1:9/,
    );
  });

  test('a platform without the embedded engine is noticed', () => {
    expect(dynoxideBinary('aix', 'ppc64')).toBeUndefined();
  });

  test("an old Java is not enough for Amazon's engine", () => {
    expect(() => assertJava(11)).toThrow(/needs Java 17 or later, and this is Java 11/);
    expect(() => assertJava(17)).not.toThrow();
  });
});
