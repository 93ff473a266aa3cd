import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matchesFilter } from '../../model/contract/index.ts';
import type { CatalogueItem, ItemFilter } from '../../model/contract/index.ts';
import { startEngine, type TestEngine } from '../../emulator/test/helpers/startEngine.ts';
import { evaluate, people } from './helpers/bundles.ts';

/**
 * A filter means the same in DynamoDB (`items`) and in the model and the functions (every ranked list): random filters
 * over random items, by a real engine and by the one function that the others share.
 */
const seed = Number(process.env.RECSYNC_SEED ?? 20261121);
let state = seed;
const random = (): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
};
const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)];
const some = <T>(values: readonly T[], most: number): T[] =>
  Array.from({ length: 1 + Math.floor(random() * most) }, () => pick(values));

const words = ['a', 'b', 'ab', 'Ab', 'b c', 'ü', 'zz'];
const prices = [0, 1, 2.5, 10, 99.99];
const instants = ['2026-01-01T00:00:00.000Z', '2026-06-01T12:00:00.000Z', '2027-01-01T00:00:00.000Z'];
const spoken = [...instants, '2026-06-01T14:00+02:00', '2026-06-01T11:59:59.9Z'];
const fields = [
  'itemId',
  'title',
  'brand',
  'creator',
  'price',
  'categories',
  'tags',
  'availableFrom',
  'availableUntil',
] as const;

const maybe = (record: Record<string, unknown>, name: string, value: unknown): void => {
  if (random() < 0.7) record[name] = value;
};
function randomItem(index: number): CatalogueItem {
  const item: Record<string, unknown> = { itemId: `${pick(words)}${index}` };
  for (const name of ['title', 'brand', 'creator']) maybe(item, name, pick(words));
  maybe(item, 'price', pick(prices));
  for (const name of ['categories', 'tags']) maybe(item, name, random() < 0.2 ? [] : [...new Set(some(words, 3))]);
  for (const name of ['availableFrom', 'availableUntil']) maybe(item, name, pick(instants));
  return item as unknown as CatalogueItem;
}
function randomOperators(field: (typeof fields)[number]): object {
  if (field === 'categories' || field === 'tags') {
    return pick([
      { contains: pick(words) },
      { notContains: pick(words) },
      { containsAny: some(words, 3) },
      { containsAll: some(words, 2) },
      { exists: random() < 0.5 },
      { exists: null },
    ]);
  }
  const values: readonly (string | number)[] =
    field === 'price' ? prices : field.startsWith('available') ? spoken : words;
  const text =
    field === 'price'
      ? []
      : [
          { contains: field.startsWith('available') ? '-06-' : pick(words) },
          { beginsWith: field.startsWith('available') ? '2026' : pick(words) },
        ];
  return pick([
    { eq: pick(values) },
    { ne: pick(values) },
    { in: some(values, 3) },
    { gt: pick(values) },
    { ge: pick(values), lt: pick(values) },
    { le: pick(values) },
    { between: [pick(values), pick(values)] },
    { exists: random() < 0.5 },
    { eq: null },
    ...text,
  ]);
}
function randomFilter(depth: number): ItemFilter {
  const filter: Record<string, unknown> = {};
  for (const field of some(fields, 2)) filter[field] = randomOperators(field);
  if (depth > 0 && random() < 0.5) filter.and = some([0, 1], 2).map(() => randomFilter(depth - 1));
  if (depth > 0 && random() < 0.5) filter.or = some([0, 1], 3).map(() => randomFilter(depth - 1));
  if (depth > 0 && random() < 0.3) filter.not = randomFilter(depth - 1);
  return filter as ItemFilter;
}

interface ScanRequest {
  filter?: {
    expression: string;
    expressionNames: Record<string, string>;
    expressionValues?: Record<string, AttributeValue>;
  };
}
const items = Array.from({ length: 100 }, (_, index) => randomItem(index));
let engine: TestEngine;

beforeAll(async () => {
  engine = await startEngine();
  await engine.makeTables({ catalogue: ['itemId'] });
  const documents = DynamoDBDocumentClient.from(engine.client);
  for (let from = 0; from < items.length; from += 25) {
    const requests = items.slice(from, from + 25).map((item) => ({ PutRequest: { Item: { ...item } } }));
    await documents.send(new BatchWriteCommand({ RequestItems: { catalogue: requests } }));
  }
});

afterAll(() => engine?.stop());

/** Numbers reach the SDK as text; AppSync does that between the resolver and DynamoDB. */
const toWire = (values: Record<string, AttributeValue> | undefined): Record<string, AttributeValue> | undefined =>
  values &&
  (Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, 'N' in value ? { N: String(value.N) } : value]),
  ) as Record<string, AttributeValue>);

describe('filters', () => {
  it(`mean in DynamoDB what they mean in the model (seed ${seed})`, async () => {
    let matched = 0;
    for (let round = 0; round < 150; round += 1) {
      const filter = randomFilter(round % 5);
      const { result, error } = evaluate('Query.items', 'request', { identity: people.admin, arguments: { filter } });
      // Only the size can be refused: everything else about these filters is fine.
      if (error) {
        expect(error.message).toMatch(/^filter: received (a larger filter|more conditions than fit)/);
        continue;
      }
      const { filter: expression } = result as ScanRequest;
      const { Items } = await engine.client.send(
        new ScanCommand({
          TableName: 'catalogue',
          FilterExpression: expression?.expression,
          ExpressionAttributeNames: expression?.expressionNames,
          ExpressionAttributeValues: toWire(expression?.expressionValues),
        }),
      );
      const expected = items
        .filter((item) => matchesFilter(filter, item))
        .map(({ itemId }) => itemId)
        .sort();
      expect({ filter, ids: Items?.map(({ itemId }) => itemId.S).sort() }).toEqual({ filter, ids: expected });
      matched += expected.length > 0 && expected.length < items.length ? 1 : 0;
    }
    // The comparison says something only if filters keep some items and not others.
    expect(matched).toBeGreaterThan(50);
  });
});
