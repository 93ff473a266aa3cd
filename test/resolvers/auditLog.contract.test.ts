import { DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { resolvers } from '../../resolvers/wiring.ts';
import { auditPartitionKey, auditSortKey } from '../../schema/contract/feedback.ts';
import { auditSeconds } from '../../schema/contract/limits.ts';
import { environment, people } from './helpers/bundles.ts';
import { runField } from './helpers/runField.ts';
import { startApi } from './helpers/startApi.ts';
import type { Api } from './helpers/startApi.ts';

interface Entry {
  at: string;
  actor: string;
  action: string;
  subjects: string[];
}
interface Log {
  items: Entry[];
  nextToken: string | null;
}

/** What people do as themselves, and what is pushed to them. */
const ofPeople = /\.(recordInteractions?|publishRecommendation|createVisitor)$/;
/** Mutations that change what everybody sees, or what is kept of somebody. */
const isChange = (field: string): boolean => field.startsWith('Mutation.') && !ofPeople.test(field);

describe('the audit log', () => {
  let api: Api;
  let client: DynamoDBDocumentClient;
  let root: Record<string, string>;
  const TableName = environment.FEEDBACK_TABLE;

  beforeAll(async () => {
    const started = { statusCode: 200, headers: {}, body: '{}' };
    api = await startApi(() => ({}), undefined, {
      training: () => started,
      batch: () => started,
      onInteraction: () => ({ counted: 0, remaining: false }),
      operateDeployment: () => ({ replayed: 0, failures: [], waiting: 0 }),
    });
    client = DynamoDBDocumentClient.from(api.client);
    root = await api.as('root', { groups: ['admin'] });
  });
  afterAll(() => api?.stop());
  beforeEach(() => {
    api.requests.length = 0;
  });

  const read = async (variables: object = {}, headers = root): Promise<{ data?: Log; errorType?: string }> => {
    const answer = await api.query(
      `query ($from: AWSDateTime, $to: AWSDateTime, $limit: Int, $nextToken: String) {
         auditLog(from: $from, to: $to, limit: $limit, nextToken: $nextToken) {
           items { at actor action subjects } nextToken } }`,
      variables as Record<string, unknown>,
      headers,
    );
    return { data: answer.data?.auditLog as Log | undefined, errorType: answer.errors?.[0].errorType };
  };
  /** All pages. */
  const readAll = async (variables: object = {}): Promise<{ entries: Entry[]; pages: number }> => {
    const entries: Entry[] = [];
    let [nextToken, pages]: [string | null, number] = [null, 0];
    do {
      const { data, errorType } = await read({ ...variables, nextToken });
      expect(errorType).toBeUndefined();
      entries.push(...data!.items);
      ({ nextToken } = data!);
      pages += 1;
    } while (nextToken);
    return { entries, pages };
  };
  const put = async (...instants: string[]): Promise<void> => {
    for (const [index, at] of instants.entries()) {
      const Item = { pk: auditPartitionKey(at), sk: auditSortKey(at, `id-${index}`), auditId: `id-${index}`, at };
      await client.send(
        new PutCommand({ TableName, Item: { ...Item, actor: 'a', action: 'PUT_ITEM', subjects: [at] } }),
      );
    }
  };

  it('has every mutation that changes something for others, before the change', () => {
    const changes = Object.entries(resolvers).filter(([field]) => isChange(field));
    expect(changes.length).toBeGreaterThan(5);
    for (const [field, wiring] of changes) {
      expect('pipeline' in wiring ? wiring.pipeline.slice(0, -1) : [], field).toContain('writeAudit');
    }
  });

  it('names who asked for what, in the order of the changes', async () => {
    const ada = await api.as('ada');
    const requests: [string, Record<string, string>][] = [
      ['putItem(input: { itemId: "one" }) { itemId }', root],
      [
        'putItems(input: { items: [{ itemId: "two" } { itemId: "" } { itemId: "three" }] }) { results { errorType } }',
        root,
      ],
      ['deleteItem(input: { itemId: "one" }) { itemId }', root],
      ['deleteItem(input: { itemId: "never-there" }) { itemId }', root],
      ['requestTraining { runId }', root],
      ['requestBatchRecommendations { batchId }', root],
      ['putPlacement(input: { placement: "home", settings: {} }) { revision }', root],
      ['deletePlacement(placement: "home", revision: 1) { revision }', root],
      [
        `putExperiment(input: { experimentId: "tried", status: DRAFT, placement: "side", goal: CLICK, expectedRate: 0.1,
           smallestEffect: 0.05, variants: [{ variant: "a", share: 0.5 } { variant: "b", share: 0.5 }] }) { experimentId }`,
        root,
      ],
      ['endExperiment(experimentId: "tried") { experimentId }', root],
      ['clearAnomaly(input: { anomalyId: "2026-11-28T00:00:00.000Z#USER_RATE#ada#1" }) { counted }', root],
      ['clearAnomaly(input: { anomalyId: "ada" }) { counted }', root],
      ['replayDeadLetters { replayed }', root],
      ['deleteUserData { status }', ada],
      ['deleteUserData(input: { userId: "ben" }) { status }', root],
    ];
    for (const [request, headers] of requests) await api.query(`mutation { ${request} }`, {}, headers);
    const { entries } = await readAll();
    expect(entries.reverse().map(({ actor, action, subjects }) => [actor, action, subjects])).toEqual([
      ['root', 'PUT_ITEM', ['one']],
      ['root', 'PUT_ITEMS', ['two', 'three']],
      ['root', 'DELETE_ITEM', ['one']],
      ['root', 'DELETE_ITEM', ['never-there']],
      ['root', 'REQUEST_TRAINING', []],
      ['root', 'REQUEST_BATCH_RECOMMENDATIONS', []],
      ['root', 'PUT_PLACEMENT', ['home']],
      ['root', 'DELETE_PLACEMENT', ['home']],
      ['root', 'PUT_EXPERIMENT', ['tried']],
      ['root', 'END_EXPERIMENT', ['tried']],
      ['root', 'CLEAR_ANOMALY', ['2026-11-28T00:00:00.000Z#USER_RATE']],
      ['root', 'CLEAR_ANOMALY', []],
      ['root', 'REPLAY_DEAD_LETTERS', []],
      ['SELF', 'DELETE_USER_DATA', []],
      ['root', 'DELETE_USER_DATA', []],
    ]);
    const { Items = [] } = await client.send(new ScanCommand({ TableName }));
    expect(JSON.stringify(Items)).not.toMatch(/\b(ada|ben)\b/);
    const ofLog = Items.filter(({ pk }) => String(pk).startsWith('AUDIT#'));
    for (const { expiresAt } of ofLog) expect(Number(expiresAt) - Date.now() / 1000).toBeGreaterThan(auditSeconds - 60);
  });

  it('names who merges visitors into others and undoes it, and neither of those; nothing of what people do themselves', async () => {
    const cy = await api.as('cy');
    const begun = (await readAll()).entries.length;
    const merge = (visitorId: string, userId: string) =>
      `mergeUser(input: { anonymousId: "${visitorId}~signed", userId: "${userId}" }) { status }`;
    const undo = (visitorId: string, userId: string) =>
      `undoMerge(input: { visitorId: "${visitorId}", userId: "${userId}" }) { status }`;
    const asked: [string, Record<string, string>][] = [
      [merge('visitor-of-cy', 'cy'), cy],
      [undo('visitor-of-cy', 'cy'), cy],
      [merge('visitor-of-dora', 'dora'), root],
      [undo('visitor-of-dora', 'dora'), root],
      [merge('visitor-of-root', 'root'), root],
    ];
    for (const [request, headers] of asked) {
      expect((await api.query(`mutation { ${request} }`, {}, headers)).errors, request).toBeUndefined();
    }
    const refused = await api.query(`mutation { ${merge('visitor-of-dora', 'dora')} }`, {}, cy);
    expect(refused.errors?.[0].errorType).toBe('Unauthorized');
    const { entries } = await readAll();
    const fresh = entries.slice(0, entries.length - begun).reverse();
    expect(fresh.map(({ actor, action, subjects }) => [actor, action, subjects])).toEqual([
      ['root', 'MERGE_USER', []],
      ['root', 'UNDO_MERGE', []],
    ]);
    const { Items = [] } = await client.send(new ScanCommand({ TableName }));
    expect(JSON.stringify(Items)).not.toMatch(/\b(cy|dora)\b/);
  });

  it('writes nothing of what is refused', async () => {
    const { Count: before } = await client.send(new ScanCommand({ TableName }));
    const refused: [string, Record<string, string>][] = [
      ['putItem(input: { itemId: "" }) { itemId }', root],
      ['putItems(input: { items: [{ itemId: "" }] }) { results { errorType } }', root],
      ['putItem(input: { itemId: "x" }) { itemId }', await api.as('ada')],
      ['deleteUserData(input: { userId: "ben" }) { status }', await api.as('ada')],
    ];
    for (const [request, headers] of refused) await api.query(`mutation { ${request} }`, {}, headers);
    expect((await client.send(new ScanCommand({ TableName }))).Count).toBe(before);
  });

  it('makes no change that cannot be written down', () => {
    const run = runField(
      'Mutation.putItem',
      { identity: people.admin, arguments: { input: { itemId: 'x' } } },
      { writeAudit: () => ({ error: { type: 'DynamoDB:ThrottlingException', message: 'x' } }) },
    );
    expect(run.error?.type).toBe('Throttled');
    expect(run.requests.map(({ name }) => name)).toEqual(['writeAudit']);
  });

  it('goes back over months and years, page by page, from one instant to another', async () => {
    const year = new Date().getUTCFullYear();
    const at = (text: string): string => `${text}T00:00:00.000Z`;
    const instants = [
      `${year - 1}-11-02`,
      `${year - 1}-11-01`,
      `${year - 1}-12-31`,
      `${year}-01-01`,
      `${year}-01-02`,
    ].map(at);
    await put(...instants, at(`${year}-02-01`));
    const range = { from: at(`${year - 1}-11-02`), to: at(`${year}-01-02`) };
    const expected = [instants[4], instants[3], instants[2], instants[0]];
    for (const limit of [1, 2, 100]) {
      const { entries, pages } = await readAll({ ...range, limit });
      expect(entries.map((entry) => entry.at)).toEqual(expected);
      expect(pages).toBeLessThanOrEqual(expected.length + 3);
    }
  });

  it('looks no further back than entries are kept', async () => {
    const { pages } = await readAll({ from: '1990-01-01T00:00:00.000Z' });
    expect(pages).toBeLessThan(30);
    expect(await readAll({ to: '1969-12-31T23:59:59Z' })).toMatchObject({ entries: [], pages: 1 });
  });

  it.each([
    [{ from: '2026-02-01T00:00:00.000Z', to: '2026-01-01T00:00:00.000Z' }, 'InvalidInput'],
    [{ limit: 101 }, 'InvalidInput'],
    [{ nextToken: 'bm9uc2Vuc2U=' }, 'InvalidNextToken'],
  ])('refuses %j', async (variables, errorType) => {
    expect((await read(variables)).errorType).toBe(errorType);
  });

  it('refuses people, and tokens of another range', async () => {
    expect((await read({}, await api.as('ada'))).errorType).toBe('Unauthorized');
    const { data } = await read({ limit: 1 });
    expect((await read({ from: '2026-01-01T00:00:00.000Z', nextToken: data!.nextToken })).errorType).toBe(
      'InvalidNextToken',
    );
  });
});
