import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hashInputs } from '../../cli/hashInputs.ts';
import { folderOfTest } from '../../emulator/test/helpers/makeTemporaryFolder.ts';

test('the hash changes with content, names and new files, and only with them', () => {
  const root = folderOfTest();
  mkdirSync(join(root, 'schema', 'deep'), { recursive: true });
  writeFileSync(join(root, 'schema', 'deep', 'a.graphql'), 'type A');
  writeFileSync(join(root, 'lock.json'), '{}');
  writeFileSync(join(root, 'unrelated'), '1');
  const hash = () => hashInputs(root, ['schema'], ['lock.json']);
  const first = hash();
  writeFileSync(join(root, 'unrelated'), '2');
  expect(hash()).toBe(first);
  writeFileSync(join(root, 'schema', 'deep', 'a.graphql'), 'type B');
  const second = hash();
  renameSync(join(root, 'schema', 'deep', 'a.graphql'), join(root, 'schema', 'deep', 'b.graphql'));
  const third = hash();
  writeFileSync(join(root, 'lock.json'), '{"v":1}');
  expect(new Set([first, second, third, hash()]).size).toBe(4);
});
