import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placementKeys } from '../../schema/contract/feedback.ts';
import type { PlacementRow } from '../../schema/contract/feedback.ts';
import { startApi } from './helpers/startApi.ts';
import type { Api } from './helpers/startApi.ts';

const FIELDS = `placement revision updatedBy experimentId settings {
  filter diversity freshness exploration explorationDepth lowersPassedOver maximumItems maxLatencyMs fallback eventTypes
  pinned { itemId from until } boosted { itemId category factor from until } buried { itemId category from until } }`;
const PUT = `mutation ($input: PutPlacementInput!) { putPlacement(input: $input) { ${FIELDS} } }`;
const DELETE = `mutation ($placement: String!, $revision: Int!) {
  deletePlacement(placement: $placement, revision: $revision) { ${FIELDS} } }`;

const settings = {
  filter: { price: { lt: 20 }, categories: { notContains: 'horror' } },
  diversity: 0.25,
  freshness: 0.5,
  exploration: 0.125,
  explorationDepth: 8,
  lowersPassedOver: true,
  pinned: [
    { itemId: 'film-2', from: '2026-11-01T01:00:00+01:00', until: '2026-12-01T00:00:00Z' },
    { itemId: 'film-1' },
  ],
  boosted: [
    { category: 'drama', factor: 2 },
    { itemId: 'film-1', factor: 0.5 },
  ],
  buried: [{ itemId: 'film-3' }, { category: 'nobody has it' }],
  fallback: ['POPULAR', 'LATEST'],
  eventTypes: ['PURCHASE', 'LIKE'],
  maximumItems: 20,
  maxLatencyMs: 300,
};

let api: Api;
let client: DynamoDBDocumentClient;
let admin: Record<string, string>;

const copiesOf = async (placement: string): Promise<(PlacementRow | undefined)[]> =>
  Promise.all(
    placementKeys(placement).map(
      async (Key) =>
        (await client.send(new GetCommand({ TableName: 'feedback', Key, ConsistentRead: true }))).Item as PlacementRow,
    ),
  );
const put = (input: object) => api.query(PUT, { input }, admin);
const remove = (placement: string, revision: number) => api.query(DELETE, { placement, revision }, admin);
const read = async (placement: string): Promise<unknown> =>
  (
    await api.query(
      `query ($placement: String!) { placement(placement: $placement) { ${FIELDS} } }`,
      { placement },
      admin,
    )
  ).data?.placement;

beforeAll(async () => {
  api = await startApi(() => {
    throw new Error('Nothing is to be scored.');
  });
  client = DynamoDBDocumentClient.from(api.client);
  admin = await api.as('root', { groups: ['admin'] });
  for (const itemId of ['film-1', 'film-2', 'film-3']) {
    await client.send(new PutCommand({ TableName: 'catalogue', Item: { itemId, hidden: itemId === 'film-3' } }));
  }
});
afterAll(() => api?.stop());

describe('a placement', () => {
  it('is kept in equal copies and listed by name', async () => {
    const { data, errors } = await put({ placement: 'home', settings });
    expect(errors).toBeUndefined();
    const kept = {
      ...settings,
      filter: JSON.stringify(settings.filter),
      pinned: [
        { itemId: 'film-2', from: '2026-11-01T00:00:00.000Z', until: '2026-12-01T00:00:00.000Z' },
        { itemId: 'film-1', from: null, until: null },
      ],
      boosted: [
        { itemId: null, category: 'drama', factor: 2, from: null, until: null },
        { itemId: 'film-1', category: null, factor: 0.5, from: null, until: null },
      ],
      buried: [
        { itemId: 'film-3', category: null, from: null, until: null },
        { itemId: null, category: 'nobody has it', from: null, until: null },
      ],
    };
    const placement = { placement: 'home', revision: 1, updatedBy: 'root', experimentId: null, settings: kept };
    expect(data?.putPlacement).toEqual(placement);
    expect(await read('home')).toEqual(placement);
    const rows = await copiesOf('home');
    expect(rows).toHaveLength(17);
    for (const row of rows) {
      expect(row).toMatchObject({ placement: 'home', revision: 1, settings: rows[0]?.settings, updatedBy: 'root' });
    }

    await put({ placement: 'cart', settings: {} });
    const first = await api.query('{ placements(limit: 1) { items { placement } nextToken } }', {}, admin);
    expect(first.data?.placements).toMatchObject({ items: [{ placement: 'cart' }] });
    const nextToken = (first.data?.placements as unknown as { nextToken: string }).nextToken;
    const second = await api.query(
      'query ($nextToken: String) { placements(nextToken: $nextToken) { items { placement } nextToken } }',
      { nextToken },
      admin,
    );
    expect(second.data?.placements).toEqual({ items: [{ placement: 'home' }], nextToken: null });
  });

  it('is changed and deleted by whoever saw it as it is, and by nobody else', async () => {
    expect((await put({ placement: 'shelf', settings: { diversity: 0.5 } })).errors).toBeUndefined();
    const [changed] = (await put({ placement: 'shelf', settings: {} })).errors ?? [];
    expect(changed).toMatchObject({ errorType: 'PlacementChanged' });
    expect((await put({ placement: 'shelf', revision: 7, settings: {} })).errors?.[0].errorType).toBe(
      'PlacementChanged',
    );
    expect((await remove('shelf', 2)).errors?.[0].errorType).toBe('PlacementChanged');
    const next = await put({ placement: 'shelf', revision: 1, settings: { freshness: 1 } });
    expect(next.data?.putPlacement).toMatchObject({ revision: 2, settings: { diversity: null, freshness: 1 } });

    const both = await Promise.all(
      [0.25, 0.75].map((diversity) => put({ placement: 'shelf', revision: 2, settings: { diversity } })),
    );
    expect(both.filter(({ errors }) => !errors)).toHaveLength(1);

    expect((await remove('shelf', 3)).data?.deletePlacement).toMatchObject({ placement: 'shelf', revision: 3 });
    expect(await read('shelf')).toBeNull();
    expect((await remove('shelf', 3)).errors?.[0].errorType).toBe('PlacementNotFound');
  });

  it('that is put again after it was deleted goes on counting its revisions', async () => {
    await put({ placement: 'again', settings: { freshness: 1 } });
    await remove('again', 1);
    const copies = (await copiesOf('again')).slice(0, 16);
    for (const copy of copies) {
      expect(copy).toMatchObject({ revision: 2, settings: '{}', expiresAt: expect.any(Number) });
    }
    expect((await put({ placement: 'again', settings: {} })).data?.putPlacement).toMatchObject({ revision: 3 });
    expect((await copiesOf('again')).every((copy) => copy?.revision === 3 && !copy.expiresAt)).toBe(true);
  });

  it('keeps its experiment when it is changed, and is not deleted while one runs', async () => {
    await put({ placement: 'tried', settings: {} });
    const [row] = await copiesOf('tried');
    const experiment = JSON.stringify({ experimentId: 'colours', variants: [] });
    await client.send(new PutCommand({ TableName: 'feedback', Item: { ...row, experiment } }));
    expect((await remove('tried', 1)).errors?.[0].errorType).toBe('PlacementInUse');
    const { data } = await put({ placement: 'tried', revision: 1, settings: { diversity: 1 } });
    expect(data?.putPlacement).toMatchObject({ revision: 2, experimentId: 'colours' });
    expect((await copiesOf('tried')).every((copy) => copy?.experiment === experiment)).toBe(true);
  });
});

describe('settings of a placement', () => {
  const rules = (count: number, rule: (index: number) => object): object[] =>
    Array.from({ length: count }, (_, index) => rule(index));
  it.each<[string, object, string]>([
    ['a diversity above 1', { diversity: 1.5 }, 'input.settings.diversity: received 1.5; allowed: 0 to 1.'],
    [
      'too deep exploration',
      { explorationDepth: 33 },
      'input.settings.explorationDepth: received 33; allowed: 1 to 32.',
    ],
    ['too much exploration', { exploration: 0.31 }, 'input.settings.exploration: received 0.31; allowed: 0 to 0.3.'],
    ['a filter too deep', { filter: { or: [] } }, 'input.settings.filter.or: received an empty list'],
    [
      'an unknown pinned item',
      { pinned: [{ itemId: 'film-1' }, { itemId: 'x' }] },
      'input.settings.pinned[1].itemId: received "x"; allowed: an item of the catalogue.',
    ],
    [
      'an unknown boosted item',
      { boosted: [{ itemId: 'x', factor: 2 }] },
      'input.settings.boosted[0].itemId: received "x"',
    ],
    ['an unknown buried item', { buried: [{ itemId: 'x' }] }, 'input.settings.buried[0].itemId: received "x"'],
    [
      'an item pinned twice',
      { pinned: [{ itemId: 'a' }, { itemId: 'a' }] },
      'input.settings.pinned: received "a" twice',
    ],
    [
      'too many pins',
      { pinned: rules(21, (index) => ({ itemId: `${index}` })) },
      'input.settings.pinned: received 21 items',
    ],
    ['a rule about nothing', { buried: [{}] }, 'input.settings.buried[0]: received neither itemId nor category'],
    [
      'a rule about both',
      { boosted: [{ itemId: 'a', category: 'b', factor: 2 }] },
      'input.settings.boosted[0]: received both',
    ],
    [
      'a factor of 0',
      { boosted: [{ category: 'a', factor: 0 }] },
      'input.settings.boosted[0].factor: received 0; allowed: 0.01 to 100.',
    ],
    ['an empty category', { buried: [{ category: '' }] }, 'input.settings.buried[0].category: received an empty text'],
    [
      'dates the wrong way round',
      { buried: [{ category: 'a', from: '2026-11-02T00:00:00Z', until: '2026-11-01T00:00:00Z' }] },
      'input.settings.buried[0].until: received "2026-11-01T00:00:00Z"; allowed: an instant later than from.',
    ],
    ['the model as fallback', { fallback: ['POPULAR', 'MODEL'] }, 'input.settings.fallback: received MODEL'],
    ['no fallback at all', { fallback: [] }, 'input.settings.fallback: received an empty list'],
    ['no event type', { eventTypes: [] }, 'input.settings.eventTypes: received an empty list'],
    ['no item at all', { maximumItems: 0 }, 'input.settings.maximumItems: received 0; allowed: 1 to 500.'],
    ['a latency too short', { maxLatencyMs: 10 }, 'input.settings.maxLatencyMs: received 10; allowed: 50 to 10000.'],
    [
      'too many categories',
      { buried: rules(51, (index) => ({ category: `${index}` })) },
      'input.settings.buried: received 51 categories',
    ],
    [
      'too many items',
      {
        pinned: rules(20, (index) => ({ itemId: `${index}` })),
        buried: rules(81, (index) => ({ itemId: `b${index}` })),
      },
      'input.settings: received 101 different items; allowed: at most 100.',
    ],
    [
      'more than 32 KB',
      {
        buried: rules(50, (index) => ({ category: `${index}${'x'.repeat(250)}` })),
        boosted: rules(50, (index) => ({
          category: `${index}${'x'.repeat(250)}`,
          factor: 2,
          from: '2026-11-01T00:00:00Z',
        })),
        filter: { title: { in: rules(20, () => 'y'.repeat(500) as unknown as object) } },
      },
      'input.settings: received',
    ],
  ])('refuse %s, and say where', async (_, wrong, message) => {
    const { errors } = await put({ placement: 'refused', settings: wrong });
    expect(errors?.[0]).toMatchObject({ errorType: 'InvalidInput' });
    expect(errors?.[0].message).toContain(message);
    expect(await read('refused')).toBeNull();
  });

  it('are not taken for what is trending, nor for a name that is none', async () => {
    expect((await put({ placement: 'trending', settings: {} })).errors?.[0].message).toContain(
      'input.placement: received "trending"',
    );
    expect((await put({ placement: 'a b', settings: {} })).errors?.[0].message).toContain(
      'input.placement: received "a b"',
    );
  });
});
