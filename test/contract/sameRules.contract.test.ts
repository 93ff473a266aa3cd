import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseInteraction } from '../../data/records/InteractionRecord.ts';
import { parseItem } from '../../data/records/ItemRecord.ts';
import { RejectedRecordError } from '../../data/records/RejectedRecordError.ts';
import { startApi, type Api } from '../resolvers/helpers/startApi.ts';

/**
 * What the API takes the importer takes, and what the API refuses it refuses: each case goes through both, the API as
 * AppSync runs it (scalars, resolvers, a real DynamoDB). The importer gets what stands in a line of JSON.
 */

let api: Api;
let asAdmin: Record<string, string>;
beforeAll(async () => {
  api = await startApi(() => ({}));
  asAdmin = await api.as('root', { groups: ['admin'] });
  await putItem({ itemId: 'i' });
});
afterAll(() => api.stop());

/** JSON as it comes from a client or stands in a file: what JavaScript cannot write is given as text. */
const send = async (query: string, input: unknown): Promise<boolean> => {
  const { data, errors } = await api.query(query, { input }, asAdmin);
  return errors === undefined && data != null;
};
const putItem = (input: unknown) =>
  send('mutation ($input: PutItemInput!) { putItem(input: $input) { itemId } }', input);
const recordInteraction = (input: unknown) =>
  send('mutation ($input: RecordInteractionInput!) { recordInteraction(input: $input) { eventId } }', input);

/** AppSync takes AWSJSON as text. */
const asText = (value: unknown): unknown =>
  value === undefined || value === null || typeof value === 'string' ? value : JSON.stringify(value);

const isTaken = (parse: () => unknown): boolean => {
  try {
    parse();
    return true;
  } catch (error) {
    if (!(error instanceof RejectedRecordError)) throw error;
    return false;
  }
};

/** The clock of both; what is told from it lies a minute away from the limit. */
const now = Date.now();
const afterMinutes = (minutes: number): string => new Date(now + minutes * 60_000).toISOString();

const bytes = (count: number): string => 'x'.repeat(count);
const list = (length: number): string[] => Array.from({ length }, (_, index) => `m${index}`);
const textsUpTo = (limit: number): unknown[] => [
  bytes(limit),
  bytes(limit + 1),
  'é'.repeat(limit / 2 + 1),
  // Ends of lines, of which a pattern may think otherwise.
  `${bytes(limit - 1)}\n`,
  `${bytes(limit - 1)}\u2028`,
  `${bytes(limit - 2)}\u0085`,
  '',
  7,
  null,
  '\ud83d',
  // Halves that would be whole without what stands between them.
  '\ud83dx\udc00',
];
const ids: unknown[] = [
  bytes(256),
  bytes(257),
  '€'.repeat(85),
  '€'.repeat(86),
  '',
  null,
  7,
  1.5,
  true,
  ['a'],
  'a b/#',
  '\ud83d\ude00',
  '\ud83d',
];
const numbers: unknown[] = [
  0,
  -0,
  -1,
  1.5,
  1e15,
  1.1e15,
  1e-15,
  1e-16,
  1e126,
  1e-140,
  2 ** 53,
  '7',
  '0x1F',
  '',
  null,
  true,
  [],
];
const instants: unknown[] = [
  ...['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.123456789+05:30', '2026-01-02T03:04Z', '2024-02-29T00:00:00Z'],
  ...['2026-02-29T00:00:00Z', '2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z', '2026-01-02T24:00:00Z'],
  ...['2026-01-02', '2026-01-02T03:04:05', '2026-01-02T03:04:05+0100', '2026-01-02T03:04:05+19:00', 'soon', '', null],
];
const objects = (limit: number): unknown[] => [
  ...[{}, { a: 1, b: [null] }, '{"a":1}', [1], 'no JSON', '"text"', 'null', '', 7, null],
  ...[{ a: bytes(limit - 8) }, { a: bytes(limit - 7) }, { a: '\ud83d' }],
];

/** Values for every field. */
const itemCases: Record<string, unknown[]> = {
  itemId: ids,
  title: textsUpTo(1024),
  description: textsUpTo(8192),
  brand: textsUpTo(256),
  creator: textsUpTo(256),
  categories: [list(20), list(21), [], ['a', 'a'], [''], [bytes(256)], [bytes(257)], 'one', [1], [null], null, {}],
  tags: [list(50), list(51), [], ['a', 'a'], [''], [bytes(257)], 'one', [true], null, 7],
  price: numbers,
  imageUrl: [
    ...[
      'https://a.example/b.png',
      'ftp://a.example/b',
      'data:image/png;base64,AA==',
      'kettle',
      'http:a',
      'http://',
      '',
    ],
    ...['https://a.example//b', 'https://a.example/b c', `https://a.example/${bytes(2030)}`, 7, null],
    `https://a.example/${bytes(2031)}`,
  ],
  availableFrom: instants,
  availableUntil: instants,
  hidden: [true, false, null, 'true', 1, ''],
  attributes: objects(16_384),
  colour: ['red'],
};
const interactionCases: Record<string, unknown[]> = {
  userId: ids,
  itemId: ids.filter((id) => id !== null),
  eventType: ['VIEW', 'IMPRESSION', 'STARE', 'view', '', null, 1],
  eventValue: numbers,
  eventId: ids,
  sessionId: ids,
  recommendationId: ids,
  position: [0, 499, 500, -1, 1.5, '3', null, 2 ** 53],
  timestamp: [
    ...instants.filter((value) => value !== null),
    ...['1990-01-01T00:00:00Z', '1989-12-31T23:59:59Z', afterMinutes(4), afterMinutes(60)],
  ],
  context: [{}, null, 'text', [], { mood: 'x' }, 7],
  properties: objects(4096),
  mood: ['good'],
};
const contextCases: Record<string, unknown[]> = {
  device: [bytes(64), bytes(65), 'é'.repeat(64), '', null, 7],
  locale: ['en-GB', bytes(65), null],
  hourOfDay: [0, 23, 24, -1, 1.5, '3', null, 2 ** 53],
  dayOfWeek: [0, 6, 7, -1, 0.5, null],
  attributes: [...objects(4096), { a: 'b' }, { a: null }, { '': 'b' }],
};

const label = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}… (${text.length})` : text;
};
const tableOf = (cases: Record<string, unknown[]>): [string, string, unknown][] =>
  Object.entries(cases).flatMap(([field, values]) =>
    values.map((value): [string, string, unknown] => [field, label(value), value]),
  );

describe('the importer takes what the API takes', () => {
  test.each([
    ...tableOf(itemCases),
    ...[
      { availableFrom: '2026-01-02T00:00:00Z', availableUntil: '2026-01-02T00:00:00Z' },
      { availableFrom: '2026-01-02T00:00:00+02:00', availableUntil: '2026-01-01T23:00:00Z' },
    ].map((fields): [string, string, unknown] => ['', label(fields), fields]),
  ])('item %s %s', async (field, _, value) => {
    const item = { itemId: 'i', ...(field === '' ? (value as object) : { [field]: value }) } as Record<string, unknown>;
    const byApi = await putItem({ ...item, ...('attributes' in item && { attributes: asText(item.attributes) }) });
    expect(isTaken(() => parseItem(item))).toBe(byApi);
  });

  const event = { userId: 'u', itemId: 'i', eventType: 'VIEW', timestamp: '2026-01-02T03:04:05Z' };
  test.each(tableOf(interactionCases))('interaction %s %s', async (field, _, value) => {
    const interaction: Record<string, unknown> = { ...event, [field]: value };
    // Whether an item is there is not a rule of the record.
    if (field === 'itemId' && isTaken(() => parseItem({ itemId: value }))) await putItem({ itemId: value });
    const sent =
      'properties' in interaction ? { ...interaction, properties: asText(interaction.properties) } : interaction;
    // Without a user the API means the caller, which a file has not.
    const byApi = await recordInteraction(sent);
    expect(isTaken(() => parseInteraction(interaction, now))).toBe(byApi && (field !== 'userId' || value !== null));
  });

  test.each(tableOf(contextCases))('interaction context.%s %s', async (field, _, value) => {
    const sent = { ...event, context: { [field]: field === 'attributes' ? asText(value) : value } };
    const byApi = await recordInteraction(sent);
    expect(isTaken(() => parseInteraction({ ...event, context: { [field]: value } }, now))).toBe(byApi);
  });
});
