import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BatchRow } from '../../schema/contract/batches.ts';
import { startApi } from './helpers/startApi.ts';
import type { Api } from './helpers/startApi.ts';

const batchId = '20261103-030000-00ba';
const older = '20261102-030000-00bb';
const served = '20261101-030000-00aa';
const gone = '20261031-030000-00aa';
const instant = '2026-11-03T03:00:00.000Z';

const batch: Partial<BatchRow> = {
  pk: 'BATCH',
  sk: batchId,
  batchId,
  executionArn: 'arn:secret',
  status: 'COMPLETED',
  placement: 'mail',
  listSize: 50,
  store: true,
  usersKey: 'batch/users/mail.jsonl',
  modelVersion: served,
  requestedBy: 'root',
  startedAt: instant,
  endedAt: instant,
  stages: { STORE: instant, COLLECT: instant },
  prepared: JSON.stringify({ parts: ['p'], users: 3, skipped: { UNKNOWN_USER: 2 }, rejected: { itemId: 4 } }),
  checked: JSON.stringify({ lists: 2, items: 9, itemsLeftOut: 1, skipped: { NO_ITEMS: 1 } }),
  stored: JSON.stringify({ stored: 1, superseded: 1, unstorable: 0 }),
  expiresAt: 4_000_000_000,
};
const fields = `batchId status placement limit store usersKey modelVersion requestedBy startedAt endedAt reason
  stages { stage startedAt } users lists skipped { reason count } rejected { reason count }
  stored { stored superseded unstorable } listsPrefix`;

describe('lists in bulk in the API, on a real table', () => {
  let api: Api;
  let admin: Record<string, string>;
  let asked: { target: string; body: Record<string, unknown> }[];
  let answer: { statusCode: number; body: object };
  const ask = (query: string) => api.query(query, {}, admin);

  beforeAll(async () => {
    api = await startApi(() => undefined as never, undefined, {
      batch: ({ params }) => {
        asked.push({ target: params.headers['x-amz-target'], body: JSON.parse(params.body) as never });
        return { statusCode: answer.statusCode, headers: {}, body: JSON.stringify(answer.body) };
      },
    });
    admin = await api.as('root', { groups: ['admin'] });
    const rows = DynamoDBDocumentClient.from(api.client);
    const old = {
      ...{ pk: 'BATCH', sk: older, batchId: older, status: 'RUNNING', placement: 'home', listSize: 5, store: false },
      ...{ startedAt: instant, stages: { COLLECT: instant } },
    };
    const version = { pk: 'VERSION', sk: served, modelVersion: served, endpointName: 'recsync-1' };
    const retired = { pk: 'VERSION', sk: gone, modelVersion: gone };
    for (const Item of [batch, old, version, retired]) await rows.send(new PutCommand({ TableName: 'models', Item }));
  });
  afterAll(() => api?.stop());
  beforeEach(() => {
    asked = [];
    answer = { statusCode: 200, body: {} };
  });

  it('shows a batch with its stages in their order, its counts and where its lists are', async () => {
    const { data, errors } = await ask(`{ batchRecommendation(batchId: "${batchId}") { ${fields} } }`);
    expect(errors).toBeUndefined();
    expect(data?.batchRecommendation).toEqual({
      ...{ batchId, status: 'COMPLETED', placement: 'mail', limit: 50, store: true, requestedBy: 'root', reason: null },
      ...{ usersKey: 'batch/users/mail.jsonl', modelVersion: served, startedAt: instant, endedAt: instant },
      stages: [
        { stage: 'COLLECT', startedAt: instant },
        { stage: 'STORE', startedAt: instant },
      ],
      users: 3,
      lists: 2,
      skipped: [
        { reason: 'UNKNOWN_USER', count: 2 },
        { reason: 'NO_ITEMS', count: 1 },
      ],
      rejected: [{ reason: 'itemId', count: 4 }],
      stored: { stored: 1, superseded: 1, unstorable: 0 },
      listsPrefix: `batch/${batchId}/lists/`,
    });
  });

  it('lists batches, newest first, by page; one at work has no counts yet', async () => {
    const first = await ask(`{ batchRecommendations(limit: 1) { items { batchId } nextToken } }`);
    const { items, nextToken } = first.data?.batchRecommendations as never as { items: object[]; nextToken: string };
    expect(items).toEqual([{ batchId }]);
    const next = await ask(`{ batchRecommendations(nextToken: "${nextToken}") { items { ${fields} } } }`);
    expect(next.data?.batchRecommendations).toMatchObject({
      items: [{ batchId: older, users: null, lists: null, skipped: [], rejected: [], stored: null, listsPrefix: null }],
    });
    expect((await ask('{ batchRecommendation(batchId: "none") { status } }')).data).toEqual({
      batchRecommendation: null,
    });
  });

  it.each([
    ['', { placement: 'home', listSize: 50, store: false }],
    ['(input: { placement: null, limit: null, store: null })', { placement: 'home', listSize: 50, store: false }],
    [
      `(input: { placement: "mail", limit: 500, store: true, usersKey: "batch/users/a-1_b.jsonl", modelVersion: "${served}" })`,
      { placement: 'mail', listSize: 500, store: true, usersKey: 'batch/users/a-1_b.jsonl', modelVersion: served },
    ],
  ])('starts a batch under its id by requestBatchRecommendations%s', async (given, input) => {
    const { data, errors } = await ask(`mutation { requestBatchRecommendations${given} { batchId } }`);
    expect(errors).toBeUndefined();
    const started = (data?.requestBatchRecommendations as never as { batchId: string }).batchId;
    expect(started).toMatch(/^\d{8}-\d{6}-[0-9a-f]{4}$/);
    expect(asked).toMatchObject([
      {
        target: 'AWSStepFunctions.StartExecution',
        body: { name: started, stateMachineArn: expect.stringContaining('batch') },
      },
    ]);
    expect(JSON.parse(asked[0].body.input as string)).toEqual({ ...input, requestedBy: 'root' });
  });

  it.each([
    ['limit: 0', 'InvalidInput', 'input.limit: received 0; allowed: 1 to 500.'],
    ['limit: 49, store: true', 'InvalidInput', 'input.limit: received 49; allowed: 50 to 500 with store.'],
    ['limit: 501', 'InvalidInput', 'input.limit: received 501; allowed: 1 to 500.'],
    [
      'placement: "a b"',
      'InvalidInput',
      'input.placement: received "a b"; allowed: 1 to 64 letters, digits, "_" and "-".',
    ],
    ['usersKey: "keys/pseudonyms"', 'InvalidInput', 'input.usersKey: received "keys/pseudonyms"; allowed: '],
    ['usersKey: "batch/users/"', 'InvalidInput', 'input.usersKey: received "batch/users/"; allowed: '],
    ['usersKey: "batch/users/../a"', 'InvalidInput', 'input.usersKey: received "batch/users/../a"; allowed: '],
    ['modelVersion: ""', 'InvalidInput', 'input.modelVersion: '],
    ['modelVersion: "none"', 'ModelVersionNotFound', 'There is no version "none" of the model.'],
    [`modelVersion: "${gone}"`, 'ModelVersionNotServed', `The version "${gone}" has no endpoint any more.`],
  ])('refuses %s', async (given, errorType, message) => {
    const { errors } = await ask(`mutation { requestBatchRecommendations(input: { ${given} }) { batchId } }`);
    expect(errors?.[0]).toMatchObject({ errorType, message: expect.stringContaining(message) });
    expect(asked).toEqual([]);
  });

  it('tells of Step Functions no more than that it was busy', async () => {
    answer = { statusCode: 400, body: { __type: 'ThrottlingException', message: 'arn:secret' } };
    const { errors } = await ask('mutation { requestBatchRecommendations { batchId } }');
    expect(errors?.[0]).toMatchObject({ errorType: 'Throttled' });
    expect(JSON.stringify(errors)).not.toContain('secret');
  });
});
