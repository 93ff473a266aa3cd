import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sqsService } from '../../emulator/index.ts';
import { postOperation } from '../../local/postOperation.ts';
import {
  AuditLogDocument,
  DeadLettersDocument,
  DeploymentHealthDocument,
  ReplayDeadLettersDocument,
} from '../../schema/generated/client/graphql.ts';
import { makeStreamRecord } from '../helpers/makeStreamRecord.ts';
import { startTestCloud, type TestCloud } from '../helpers/startTestCloud.ts';

const command = join(import.meta.dirname, '..', '..', 'cli', 'recsync.mjs');

describe('dead letters of a whole cloud', { timeout: 120_000 }, () => {
  let test: TestCloud;
  let admin: { url: string; token: string };
  beforeAll(async () => {
    test = await startTestCloud();
    admin = { url: test.cloud.graphqlUrl, token: await test.cloud.token('root', ['admin']) };
  }, 120_000);
  afterAll(() => test?.close());

  /** What `recsync dlq` answers about the cloud of this test. */
  const dlq = (options: string[], environment: Record<string, string> = {}) =>
    new Promise<{ code: number | null; output: string; errors: string }>((resolve) => {
      const child = spawn(process.execPath, [command, 'dlq', ...options], {
        env: { ...process.env, ...environment },
      });
      let [output, errors] = ['', ''];
      child.stdout.on('data', (text) => (output += text));
      child.stderr.on('data', (text) => (errors += text));
      child.on('close', (code) => resolve({ code, output, errors }));
    });
  const health = async () => (await postOperation(admin, DeploymentHealthDocument, {})).deploymentHealth;

  it('are seen with their reason, replayed with effect, and written down', async () => {
    const { cloud } = test;
    const rows = DynamoDBDocumentClient.from(cloud.dynamodb);
    expect(await health()).toMatchObject({ deadLetters: 0, endpoint: null });

    // The function fails at a row that is no interaction, and sets it aside.
    const timestamp = new Date().toISOString();
    const bad = { userId: 'ada', itemId: 'book-1', eventType: 'VIEW', eventId: 'bad', timestamp: 'yesterday' };
    await rows.send(
      new PutCommand({
        TableName: cloud.tables.userData,
        Item: { pk: 'USER#ada', sk: `EVT#${timestamp}#bad`, recordedAt: timestamp, ...bad },
      }),
    );
    await cloud.streamsRead();
    const { deadLetters: letters } = await postOperation(admin, DeadLettersDocument, {});
    expect(letters).toMatchObject([{ kind: 'INTERACTION', userId: 'ada', itemId: 'book-1', eventId: 'bad' }]);
    expect(letters[0]!.reason).toContain('timestamp');

    // One that was given up because of something that has been mended since.
    const record = makeStreamRecord({ userId: 'ben', itemId: 'book-2', timestamp });
    const queues = cloud.emulator.service(sqsService);
    const [queue] = Object.keys(queues.counts());
    const { region, accountId } = cloud.emulator;
    const arn = `arn:aws:sqs:${region}:${accountId}:${queue}`;
    queues.send(arn, JSON.stringify({ code: 'Throttled', reason: 'It was busy.', failedAt: timestamp, record }));
    const whole = await health();
    expect(whole.deadLetters).toBe(2);
    expect(whole.tables?.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 'ACTIVE'));
    expect(whole.alarms?.length).toBeGreaterThan(10);

    const { replayDeadLetters: outcome } = await postOperation(admin, ReplayDeadLettersDocument, {});
    expect(outcome).toMatchObject({ replayed: 1, waiting: 1, failures: [{ messageId: letters[0]!.messageId }] });
    expect((await postOperation(admin, DeadLettersDocument, {})).deadLetters).toHaveLength(1);
    const { auditLog } = await postOperation(admin, AuditLogDocument, {});
    expect(auditLog.items).toMatchObject([{ action: 'REPLAY_DEAD_LETTERS', actor: 'root', subjects: [] }]);
    queues.send(arn, JSON.stringify({ code: 'Throttled', reason: 'It was busy.', failedAt: timestamp, record }));
  });

  it('are listed and replayed by the command, here and by an endpoint', async () => {
    const { graphqlUrl } = test.cloud;
    writeFileSync(join(test.stateFolder, 'local.json'), JSON.stringify({ pid: process.pid, graphqlUrl }));
    const here = ['--state', test.stateFolder];
    const listed = await dlq([...here, '--json']);
    expect([listed.code, listed.errors]).toEqual([0, '']);
    const { deadLetters } = JSON.parse(listed.output) as { deadLetters: { userId: string; sentAt: string }[] };
    expect(deadLetters.map(({ userId }) => userId)).toEqual(['ada', 'ben']);

    const replayed = await dlq([...here, '--replay', '--json']);
    expect(replayed.code).toBe(1);
    expect(JSON.parse(replayed.output)).toMatchObject({ replayed: 1, waiting: 1, failures: [{}] });
    expect(replayed.errors).toContain('1 could not be handled and wait on.\n');

    const away = await dlq(['--endpoint', graphqlUrl], { RECSYNC_TOKEN: admin.token });
    expect([away.code, away.errors]).toEqual([0, '']);
    expect(away.output).toMatch(/^\S+Z {2}INTERACTION {2}ada book-1 {2}\S+: .*timestamp/);
    expect(away.output.split('\n')).toHaveLength(2);
    expect(await dlq(['--endpoint', graphqlUrl], { RECSYNC_TOKEN: '' })).toEqual({
      code: 1,
      output: '',
      errors: 'Put a token of the group admin into RECSYNC_TOKEN.\n',
    });
    expect((await dlq(['--replay', '--limit', '0'])).errors).toMatch(/^--limit 0 is not a number from 1/);
  });
});
