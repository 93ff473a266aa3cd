import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFormat } from '../../data/formats/openFormat.ts';
import { collect, collectLines } from './helpers/collect.ts';

const fixtures = join(import.meta.dirname, '../fixtures/data');

let temporary: string;
let count = 0;
beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'recsync-products-'));
});
afterAll(() => rm(temporary, { recursive: true, force: true }));

const readFiles = async (files: Record<string, string>) => {
  const folder = join(temporary, `${(count += 1)}`);
  await mkdir(folder);
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return read(folder);
};

/** Reads a folder in the layout of another product, which it must be recognised as. */
const read = async (folder: string) => {
  const source = await openFormat(undefined, { folder: resolve(fixtures, folder), now: () => Date.UTC(2026, 10, 21) });
  const lines = [
    ...(await collect(source.items({ fraction: 0 }))),
    ...(await collect(source.interactions({ fraction: 0 }))),
  ];
  const notes: Record<string, number> = {};
  for (const note of lines.flatMap((line) => (line.record ? (line.notes ?? []) : [])))
    notes[note] = (notes[note] ?? 0) + 1;
  const items = await collectLines(source.items({ fraction: 0 }));
  const interactions = await collectLines(source.interactions({ fraction: 0 }));
  return {
    ...{ readAs: source.readAs, unreadFiles: source.unreadFiles, onlyNamed: source.itemsAreOnlyNamed, notes },
    ...{ items: items.records, interactions: interactions.records },
    rejected: [...items.rejected, ...interactions.rejected],
  };
};
const undated = 'no time: kept in the order of the lines, from 2000-01-01 on';

describe('files of other products, as they are', () => {
  test('Amazon Personalize: lists by |, event types in any case, creation as the time of availability', async () => {
    expect(await read('personalize')).toEqual({
      readAs: 'Amazon Personalize, because interactions.csv has USER_ID, ITEM_ID, TIMESTAMP and items.csv has ITEM_ID',
      unreadFiles: ['users.csv'],
      onlyNamed: false,
      items: [
        {
          itemId: 'lamp-1',
          description: 'A small lamp, brass',
          categories: ['lighting', 'desk'],
          price: 24.5,
          availableFrom: '2025-11-13T02:13:20.000Z',
        },
        { itemId: 'lamp-2', categories: ['lighting'], price: 39.9, availableFrom: '2025-11-13T02:21:40.000Z' },
      ],
      interactions: [
        { userId: 'p-1', itemId: 'lamp-1', eventType: 'CLICK', timestamp: '2025-11-24T16:00:00.000Z' },
        {
          userId: 'p-1',
          itemId: 'lamp-2',
          eventType: 'PURCHASE',
          eventValue: 39.9,
          timestamp: '2025-11-24T16:01:00.000Z',
        },
        {
          userId: 'p-2',
          itemId: 'lamp-1',
          eventType: 'WATCH',
          eventValue: 0.45,
          timestamp: '2025-11-24T16:01:40.000Z',
        },
      ],
      notes: {},
      rejected: [],
    });
  });

  test('Retailrocket: milliseconds, and items that are only named', async () => {
    const timestamps = ['2025-11-24T16:00:00.117Z', '2025-11-24T16:00:04.164Z', '2025-11-24T16:00:09.276Z'];
    expect(await read('retailrocket')).toEqual({
      readAs: 'Retailrocket, because events.csv has timestamp, visitorid, event, itemid',
      unreadFiles: [],
      onlyNamed: true,
      items: [{ itemId: '5510' }, { itemId: '5511' }],
      interactions: [
        { userId: '7001', itemId: '5510', eventType: 'VIEW', timestamp: timestamps[0] },
        { userId: '7002', itemId: '5511', eventType: 'ADD_TO_CART', timestamp: timestamps[1] },
        {
          userId: '7002',
          itemId: '5511',
          eventType: 'PURCHASE',
          timestamp: timestamps[2],
          properties: { transactionId: '9001' },
        },
      ],
      notes: {},
      rejected: [],
    });
  });

  test('Shopify: variants folded into their product, HTML to text, drafts hidden, stock left out and counted', async () => {
    expect(await read('shopify')).toEqual({
      readAs: 'Shopify products, because products.csv has Handle, Title, Body (HTML)',
      unreadFiles: [],
      onlyNamed: false,
      items: [
        {
          itemId: 'linen-shirt',
          title: 'Linen shirt',
          description: 'Washed linen, loose cut',
          brand: 'Harbour & Sons',
          categories: ['Shirts'],
          tags: ['linen', 'summer'],
          price: 49,
          imageUrl: 'https://example.com/linen-s.jpg',
          hidden: false,
          attributes: { options: { Size: ['S', 'M', 'L'] } },
        },
        {
          itemId: 'wool-cap',
          title: 'Wool cap',
          brand: 'Harbour & Sons',
          categories: ['Hats'],
          tags: ['wool', 'winter'],
          price: 19,
          hidden: true,
        },
      ],
      interactions: [],
      notes: {
        'Variant SKU left out': 4,
        'Variant Inventory Qty left out': 4,
        'Image Src left out': 1,
        'a variant or an image folded into its product': 2,
      },
      rejected: [],
    });
  });

  test('Shopify with the columns of its newer exports: categories from the path, the lowest price', async () => {
    const { readAs, items, notes, rejected } = await read('shopify-template');
    expect(readAs).toBe('Shopify products, because products.csv has URL handle, Title, Description');
    expect(items).toEqual([
      {
        itemId: 'clay-mug',
        title: 'Clay mug',
        description: 'Holds tea\n& coffee',
        brand: 'Kiln',
        categories: ['Mugs', 'Home & Garden', 'Kitchen & Dining'],
        tags: ['clay'],
        price: 9.5,
        hidden: false,
        attributes: { options: { Colour: ['Sand', 'Moss'], Size: ['L'] } },
      },
    ]);
    expect(notes).toEqual({ 'a variant or an image folded into its product': 1, 'Cost per item left out': 2 });
    expect(rejected).toEqual(['products.csv:4 it has 3 fields where the header has 15']);
  });

  test('Goodbooks: authors, years, and ratings without times in the order of their lines', async () => {
    const rating = (userId: string, itemId: string, eventValue: number, second: number) => ({
      ...{ userId, itemId, eventType: 'RATING', eventValue, timestamp: `2000-01-01T00:00:0${second}.000Z` },
    });
    expect(await read('goodbooks')).toEqual({
      readAs:
        'Goodbooks-10k, because books.csv has book_id, authors, title and ratings.csv has user_id, book_id, rating',
      unreadFiles: [],
      onlyNamed: false,
      items: [
        {
          itemId: '258',
          title: 'The Wind, in Parts',
          creator: 'Ada Writer',
          imageUrl: 'https://example.com/258.jpg',
          attributes: { otherAuthors: ['Ben Poet'], year: 2001, language: 'eng' },
        },
        { itemId: '4081', title: 'Ash', creator: 'Cy Teller', attributes: { language: 'eng' } },
      ],
      interactions: [rating('1', '258', 5, 2), rating('2', '4081', 4, 3), rating('2', '258', 1, 4)],
      notes: { 'goodreads_book_id left out': 2, 'average_rating left out': 2, [undated]: 3 },
      rejected: [],
    });
  });

  test('Gorse: a time that nobody set is none, users are not read', async () => {
    expect(await read('gorse')).toEqual({
      readAs: 'Gorse, because feedback.jsonl has FeedbackType, UserId, ItemId and items.jsonl has ItemId',
      unreadFiles: ['users.jsonl'],
      onlyNamed: false,
      items: [
        {
          itemId: 'repo:a',
          description: 'A search tool',
          categories: ['tools'],
          availableFrom: '2025-11-01T08:00:00.000Z',
          hidden: false,
          attributes: { topics: ['cli', 'search'] },
        },
      ],
      interactions: [
        { userId: 'kim', itemId: 'repo:a', eventType: 'LIKE', eventValue: 1, timestamp: '2025-11-02T08:00:00.000Z' },
        { userId: 'lou', itemId: 'repo:a', eventType: 'VIEW', timestamp: '2000-01-01T00:00:02.000Z' },
      ],
      notes: { [undated]: 1 },
      rejected: [],
    });
  });

  test('Metarank: facts of several events in one item, rankings as impressions, what concerns users rejected', async () => {
    const impression = (itemId: string) => ({
      ...{ userId: 'kim', itemId, eventType: 'IMPRESSION', timestamp: '2025-11-24T16:00:01.000Z' },
      ...{ sessionId: 's-1', recommendationId: 'r-1' },
    });
    expect(await read('metarank')).toEqual({
      readAs: 'Metarank, because events.jsonl has event, id, timestamp',
      unreadFiles: [],
      onlyNamed: false,
      items: [
        { itemId: 'bag-7', title: 'Canvas bag', price: 29.5, attributes: { colour: ['sand', 'olive'], weight: 410 } },
      ],
      interactions: [
        impression('bag-7'),
        impression('bag-9'),
        {
          userId: 'kim',
          itemId: 'bag-7',
          eventType: 'PURCHASE',
          eventId: 'e-2',
          timestamp: '2025-11-24T16:00:02.000Z',
          sessionId: 's-1',
          recommendationId: 'r-1',
          properties: { count: 1 },
        },
      ],
      notes: { 'relevancy left out': 1 },
      rejected: [
        'events.jsonl:6 the line is not JSON',
        'events.jsonl:5 itemId: received nothing; allowed: an id of 1 to 256 bytes.',
      ],
    });
  });

  test('MovieLens 10M: :: between the fields, half stars, tags', async () => {
    const rating = (userId: string, itemId: string, eventValue: number, time: string) => ({
      ...{ userId, itemId, eventType: 'RATING', eventValue, timestamp: `2025-11-24T16:${time}.000Z` },
    });
    expect(await read('movielens-10m')).toEqual({
      readAs: 'MovieLens, because there are movies.dat and ratings.dat',
      unreadFiles: [],
      onlyNamed: undefined,
      items: [
        {
          itemId: '12',
          title: 'A Harbour Tale (1992)',
          categories: ['Comedy', 'Romance'],
          tags: ['slow burn'],
          attributes: { year: 1992 },
        },
        {
          itemId: '18',
          title: 'The Long Signal (1995)',
          categories: ['Action', 'Crime', 'Thriller'],
          attributes: { year: 1995 },
        },
      ],
      interactions: [rating('1', '12', 5, '00:00'), rating('1', '18', 0.5, '01:40'), rating('2', '12', 3.5, '03:20')],
      notes: {},
      rejected: [],
    });
  });

  test('MovieLens 1M: ISO 8859-1, users not read', async () => {
    const { items, unreadFiles, interactions, rejected } = await read('movielens-1m');
    expect(items).toEqual([
      { itemId: '73', title: 'Café at Low Tide (1995)', categories: ['Drama'], attributes: { year: 1995 } },
    ]);
    expect(unreadFiles).toEqual(['users.dat']);
    expect(interactions).toHaveLength(1);
    expect(rejected).toEqual(['ratings.dat:2 the line: received 3 fields; allowed: 4 fields.']);
  });
});

describe('what such files also have', () => {
  test('columns that a schema of Amazon Personalize adds describe the item or the interaction', async () => {
    const { items, interactions, notes, rejected } = await readFiles({
      'i.csv': 'ITEM_ID,GENRES,GENRE_L2,YEAR,ADULT\nf-1,Drama|Crime,Crime|Noir,1995,\n',
      'e.csv': 'USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,DEVICE,IMPRESSION\np-1,f-1,1764000000,Add to cart,tv,f-1|f-2\n',
    });
    expect(items).toEqual([{ itemId: 'f-1', categories: ['Drama', 'Crime', 'Noir'], attributes: { YEAR: 1995 } }]);
    expect(interactions).toMatchObject([{ eventType: 'ADD_TO_CART', properties: { DEVICE: 'tv' } }]);
    expect({ notes, rejected }).toEqual({ notes: { 'IMPRESSION left out': 1 }, rejected: [] });
  });

  test('books to read are bookmarks', async () => {
    const { interactions, items } = await readFiles({ 'to_read.csv': 'user_id,book_id\n9,8\n' });
    expect(items).toEqual([{ itemId: '8' }]);
    expect(interactions).toEqual([
      { userId: '9', itemId: '8', eventType: 'BOOKMARK', timestamp: '2000-01-01T00:00:02.000Z' },
    ]);
  });

  test('descriptions and tags beyond what an item holds are cut, between characters, and counted', async () => {
    const tags = Array.from({ length: 60 }, (_, index) => `t${index}`).join(', ');
    const { items, notes } = await readFiles({
      'p.csv': `Handle,Title,Body (HTML),Tags\nmug,Mug,a${'é'.repeat(5000)},"${tags}"\n`,
    });
    expect(items).toEqual([
      {
        ...{ itemId: 'mug', title: 'Mug', hidden: false, description: `a${'é'.repeat(4095)}` },
        tags: tags.split(', ').slice(0, 50),
      },
    ]);
    expect(notes).toEqual({
      'the end of a description of more than 8192 bytes left out': 1,
      'Tags after the first 50 left out': 1,
    });
  });

  test('one broken row costs itself only', async () => {
    const { items, interactions, rejected } = await readFiles({
      'books.csv': 'book_id,authors,title\n1,A,One\n2,B\n3,C,Three\n',
      'ratings.csv': 'user_id,book_id,rating\n1,1,much\n1,3,4\n,1,5\n',
    });
    expect([items.length, interactions.length]).toEqual([2, 1]);
    expect(rejected).toEqual([
      'books.csv:3 it has 2 fields where the header has 3',
      'ratings.csv:2 eventValue: received "much"; allowed: a number.',
      'ratings.csv:4 userId: received nothing; allowed: an id of 1 to 256 bytes.',
    ]);
  });
});
