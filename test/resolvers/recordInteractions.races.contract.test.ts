import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertEngineAvailable, EngineUnavailable } from '../../emulator/dynamodb/index.ts';
import { startApi, type Api } from './helpers/startApi.ts';

const tries = 40;
const seed = Number(process.env.TEST_SEED ?? 20261128);
const timestamp = '2026-11-21T11:00:00.000Z';

interface Outcome {
  outcome: string;
  errorType: string | null;
  interaction: { eventValue: number; recordedAt: string } | null;
}
interface Entry {
  itemId: string;
  eventType: string;
  eventId: string;
  timestamp: string;
  eventValue: number;
}

/** Mulberry32: numbers from 0 to 1 that a seed repeats. */
function makeRandom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function isAvailable(engine: string): boolean {
  try {
    assertEngineAvailable(engine);
    return true;
  } catch (error) {
    if (error instanceof EngineUnavailable) return false;
    throw error;
  }
}

/** What the database makes of races is its own; the second AppSync engine adds nothing to that of the second database. */
const databases = process.env.RECSYNC_APPSYNC === undefined ? ['dynoxide', 'amazon'] : ['dynoxide'];

describe.each(databases)('recordings at once on %s', (engine) => {
  const isHere = isAvailable(engine);
  let api: Api;
  let headers: Record<string, string>;
  const random = makeRandom(seed);

  beforeAll(async () => {
    if (!isHere) return;
    console.log(`seed ${seed}`);
    api = await startApi(() => null, engine);
    headers = await api.as('root', { groups: ['admin'] });
    await api.query('mutation { putItem(input: { itemId: "film-1" }) { itemId } }', {}, headers);
  }, 120_000);
  afterAll(() => api?.stop());

  const entry = (eventId: string, eventValue: number): Entry => ({
    itemId: 'film-1',
    eventType: 'VIEW',
    eventId,
    timestamp,
    eventValue,
  });
  const batch = async (userId: string, interactions: Entry[]): Promise<Outcome[]> => {
    const { data, errors } = await api.query(
      `mutation ($input: RecordInteractionsInput!) { recordInteractions(input: $input) {
        results { outcome errorType interaction { eventValue recordedAt } } } }`,
      { input: { interactions: interactions.map((interaction) => ({ ...interaction, userId })) } },
      headers,
    );
    expect(errors).toBeUndefined();
    return (data as unknown as { recordInteractions: { results: Outcome[] } }).recordInteractions.results;
  };
  /** As a caller who follows the documentation: what says RETRY is sent again. */
  const settle = async (userId: string, interactions: Entry[]): Promise<Outcome[]> => {
    const results = await batch(userId, interactions);
    const open = interactions.filter((_, index) => results[index].outcome === 'RETRY');
    const later = open.length > 0 ? await settle(userId, open) : [];
    return results.map((result) => (result.outcome === 'RETRY' ? (later.shift() as Outcome) : result));
  };
  const single = async (userId: string, interaction: Entry): Promise<string> => {
    const { data, errors } = await api.query(
      'mutation ($input: RecordInteractionInput!) { recordInteraction(input: $input) { eventValue } }',
      { input: { ...interaction, userId } },
      headers,
    );
    if (errors?.[0].errorType === 'Throttled') return single(userId, interaction);
    if (errors) return errors[0].errorType;
    return (data as unknown as { recordInteraction: Entry }).recordInteraction.eventValue === interaction.eventValue
      ? 'RECORDED'
      : 'other content';
  };
  const rows = async (userId: string): Promise<Record<string, number>> => {
    const { Items = [] } = await api.client.send(
      new QueryCommand({
        TableName: 'user-data',
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :event)',
        ExpressionAttributeValues: { ':pk': { S: `USER#${userId}` }, ':event': { S: 'EVT#' } },
        ConsistentRead: true,
      }),
    );
    return Object.fromEntries(Items.map((item) => unmarshall(item)).map((row) => [row.eventId, row.eventValue]));
  };
  /** Ids of a batch in an order of its own, `shared` at a place of its own. */
  const mixed = (name: string, value: number): Entry[] => {
    const own = Array.from({ length: Math.floor(random() * 5) }, (_, index) => entry(`${name}-${index}`, value));
    own.splice(Math.floor(random() * (own.length + 1)), 0, entry('shared', value));
    return own;
  };
  const told = (entries: Entry[], results: Outcome[], eventId: string): string => {
    const { outcome, errorType } = results[entries.findIndex((one) => one.eventId === eventId)];
    return errorType ?? outcome;
  };

  it.skipIf(!isHere)(
    'keeps one of two batches that name one event with other content, and tells the other',
    async () => {
      for (let attempt = 0; attempt < tries; attempt += 1) {
        const userId = `batches-${attempt}`;
        const sent = [mixed('one', 1), mixed('two', 2)];
        const results = await Promise.all(sent.map((entries) => settle(userId, entries)));
        const outcomes = sent.map((entries, index) => told(entries, results[index], 'shared'));
        expect([...outcomes].sort(), `seed ${seed}, try ${attempt}`).toEqual(['EventConflict', 'RECORDED']);
        const expected = Object.fromEntries(sent.flat().map(({ eventId, eventValue }) => [eventId, eventValue]));
        expect(await rows(userId)).toEqual({ ...expected, shared: outcomes.indexOf('RECORDED') + 1 });
        const others = results.flat().filter(({ errorType }) => errorType === null);
        expect(others.every(({ outcome }) => outcome === 'RECORDED')).toBe(true);
      }
    },
    300_000,
  );

  it.skipIf(!isHere)(
    'keeps a single recording or a batch, never the later over the earlier',
    async () => {
      for (let attempt = 0; attempt < tries; attempt += 1) {
        const userId = `single-${attempt}`;
        const entries = mixed('batch', 2);
        const [one, results] = await Promise.all([single(userId, entry('shared', 1)), settle(userId, entries)]);
        const outcomes = [one, told(entries, results, 'shared')];
        expect([...outcomes].sort(), `seed ${seed}, try ${attempt}`).toEqual(['EventConflict', 'RECORDED']);
        const expected = Object.fromEntries(entries.map(({ eventId, eventValue }) => [eventId, eventValue]));
        expect(await rows(userId)).toEqual({ ...expected, shared: outcomes.indexOf('RECORDED') + 1 });
      }
    },
    300_000,
  );

  it.skipIf(!isHere)(
    'tells exactly one of three identical retries that it was recorded',
    async () => {
      for (let attempt = 0; attempt < tries; attempt += 1) {
        const userId = `retries-${attempt}`;
        const entries = mixed('same', 1);
        const results = await Promise.all([1, 2, 3].map(() => settle(userId, entries)));
        for (const { eventId } of entries) {
          const outcomes = results.map((of) => told(entries, of, eventId));
          expect(outcomes.sort(), `seed ${seed}, try ${attempt}`).toEqual(['DUPLICATE', 'DUPLICATE', 'RECORDED']);
        }
        const instants = entries.map((_, index) => results.map((of) => of[index].interaction?.recordedAt));
        expect(instants.every((of) => new Set(of).size === 1 && of[0])).toBe(true);
        expect(Object.keys(await rows(userId)).sort()).toEqual(entries.map(({ eventId }) => eventId).sort());
      }
    },
    300_000,
  );
});
