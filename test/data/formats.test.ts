import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openCsvFolder } from '../../data/formats/openCsvFolder.ts';
import { openJsonLinesFolder } from '../../data/formats/openJsonLinesFolder.ts';
import { openMovieLensFolder } from '../../data/formats/openMovieLensFolder.ts';
import type { ImportOptions } from '../../data/ImportOptions.ts';
import { collectLines } from './helpers/collect.ts';

const now = Date.UTC(2026, 10, 21);
const fixtures = join(import.meta.dirname, '../fixtures/data');
const read = async (open: typeof openCsvFolder, folder: string) => {
  const source = await open({ folder: join(fixtures, folder), now: () => now } as ImportOptions);
  return {
    items: await collectLines(source.items({ fraction: 0 })),
    interactions: await collectLines(source.interactions({ fraction: 0 })),
  };
};

describe('MovieLens with movies.csv', () => {
  test('makes genres categories and puts the most frequent tags first', async () => {
    const { items } = await read(openMovieLensFolder, 'movielens-latest');
    expect(items.records).toEqual([
      {
        itemId: '1',
        title: 'Paper Lighthouse (1995)',
        categories: ['Adventure', 'Comedy'],
        tags: ['sea', 'funny'],
        attributes: '{"year":1995}',
      },
      { itemId: '2', title: 'Owl, Unseen (2001)', categories: ['Drama'], attributes: '{"year":2001}' },
      {
        itemId: '3',
        title: 'The "Quiet" Engine (2010)',
        tags: ['clever, slow', 'engines'],
        attributes: '{"year":2010}',
      },
      { itemId: '5', title: 'No Year', categories: ['Comedy'] },
    ]);
    expect(items.rejected).toEqual([
      'tags.csv:7 movie "99" is not in movies.csv',
      'tags.csv:8 the tag is empty',
      'movies.csv:5 its quotes do not match',
      'movies.csv:7 it has 4 fields where the header has 3',
      'movies.csv:8 movieId is missing: ""',
    ]);
  });

  test('keeps the times of ratings and says why a line is none', async () => {
    const { interactions } = await read(openMovieLensFolder, 'movielens-latest');
    expect(interactions.records[0]).toEqual({
      userId: '1',
      itemId: '1',
      eventType: 'RATING',
      eventValue: 4,
      timestamp: '2000-07-30T18:45:03.000Z',
    });
    // Whether the catalogue has the item is for the loader to say.
    expect(interactions.records.map(({ userId, itemId, eventValue }) => [userId, itemId, eventValue])).toEqual([
      ['1', '1', 4],
      ['1', '2', 0.5],
      ['2', '1', 5],
      ['2', '3', 3.5],
      ['2', '77', 3.5],
      ['3', '5', 1],
    ]);
    expect(interactions.rejected).toEqual([
      'ratings.csv:7 rating must be from 0.5 to 5: "5.5"',
      'ratings.csv:8 rating must be a number: "abc"',
      expect.stringContaining('ratings.csv:9 timestamp must be ISO 8601'),
      'ratings.csv:10 timestamp must not be in the future: "99999999999"',
      'ratings.csv:11 it has 2 fields where the header has 4',
    ]);
  });
});

describe('MovieLens with u.data', () => {
  test('reads ISO 8859-1, genre flags and tabs', async () => {
    const { items, interactions } = await read(openMovieLensFolder, 'movielens-100k');
    expect(items.records).toEqual([
      { itemId: '1', title: 'Café at Low Tide (1995)', categories: ['Action', 'Comedy'], attributes: '{"year":1995}' },
      { itemId: '2', title: 'unknown' },
      { itemId: '3', title: 'Nine Bells (1993)', categories: ['Drama'], attributes: '{"year":1993}' },
    ]);
    expect(items.rejected).toEqual(['u.item:4 it has 3 fields instead of 24', 'u.item:5 a genre must be 0 or 1: "x"']);
    expect(interactions.records[0]).toEqual({
      userId: '196',
      itemId: '1',
      eventType: 'RATING',
      eventValue: 3,
      timestamp: '1997-12-04T15:55:49.000Z',
    });
    expect(interactions.records).toHaveLength(4);
    expect(interactions.rejected).toEqual([
      'u.data:5 rating must be from 0.5 to 5: "7"',
      'u.data:6 it has 1 field instead of 4',
    ]);
  });
});

describe('JSON lines', () => {
  test('takes every field of an item and names the one that breaks a rule', async () => {
    const { items } = await read(openJsonLinesFolder, 'jsonl');
    expect(items.records).toEqual([
      {
        itemId: 'i1',
        title: 'Kettle',
        description: 'Whistles.',
        categories: ['Kitchen'],
        tags: ['steel', 'tea'],
        brand: 'Blue Kettle',
        creator: 'Noor',
        price: 19.5,
        imageUrl: 'https://example.org/kettle.png',
        availableFrom: '2025-01-01T00:00:00.000Z',
        availableUntil: '2027-01-01T00:00:00.000Z',
        hidden: false,
        attributes: '{"litres":1.5}',
      },
      { itemId: '2' },
    ]);
    expect(items.rejected.map((line) => line.replace('items.jsonl:', ''))).toEqual([
      '4 there is no field "colour"; what has no field belongs into attributes',
      '5 price must be 0 or more: -1',
      '6 price must be a number: "dear"',
      '7 tags must be a list of texts: "one"',
      '8 hidden must be true or false: "perhaps"',
      '9 attributes must be a JSON object: [1]',
      '10 imageUrl must be a URL: kettle',
      '11 itemId is missing: ""',
      '12 the line must be a JSON object: [1]',
      '13 the line is not JSON',
    ]);
  });

  test('takes every field of an interaction, and times as text, seconds or milliseconds', async () => {
    const { interactions } = await read(openJsonLinesFolder, 'jsonl');
    expect(interactions.records.slice(0, 3)).toEqual([
      { userId: 'u1', itemId: 'i1', eventType: 'VIEW', timestamp: '2026-01-02T03:04:05.000Z' },
      {
        userId: 'u1',
        itemId: 'i1',
        eventType: 'PURCHASE',
        eventValue: 19.5,
        eventId: 'order-1',
        timestamp: '2026-01-02T03:04:05.123Z',
        sessionId: 's1',
        recommendationId: 'r1',
        context: { device: 'phone', locale: 'en-GB', hourOfDay: 3, dayOfWeek: 5, attributes: '{"shop":"north"}' },
        properties: '{"coupon":true}',
      },
      { userId: 'u1', itemId: '2', eventType: 'IMPRESSION', timestamp: '2026-01-02T03:04:05.000Z' },
    ]);
    expect(interactions.rejected.map((line) => line.replace('interactions.jsonl:', ''))).toEqual([
      expect.stringMatching(/^6 eventType must be one of VIEW, .*: "STARE"$/),
      expect.stringMatching(/^7 timestamp must be ISO 8601 with an offset/),
      '8 timestamp is missing',
      '9 timestamp must not be before 1990: "1989-12-31T23:59:59Z"',
      '10 timestamp must not be in the future: "2099-01-01T00:00:00Z"',
      '11 eventValue must be a number: "much"',
      '12 context.hourOfDay must be from 0 to 23: 24',
      '13 userId is missing: undefined',
    ]);
  });
});

describe('CSV', () => {
  test('reads fields in any order, lists, JSON and records over several lines', async () => {
    const { items, interactions } = await read(openCsvFolder, 'csv');
    expect(items.records).toEqual([
      {
        itemId: 'i1',
        title: 'Kettle, large',
        description: 'Whistles.\nTwice.',
        categories: ['Kitchen', 'Tea'],
        tags: ['steel', 'tea'],
        price: 19.5,
        hidden: false,
        attributes: '{"litres":1.5}',
      },
      { itemId: 'i2', title: 'Mug' },
    ]);
    expect(items.rejected).toEqual(['items.csv:5 price must be a number: "cheap"']);
    expect(interactions.records).toEqual([
      {
        userId: 'u1',
        itemId: 'i1',
        eventType: 'RATING',
        eventValue: 4.5,
        timestamp: '2026-01-02T03:04:05.000Z',
        context: { device: 'phone' },
      },
      { userId: 'u1', itemId: 'i2', eventType: 'VIEW', timestamp: '2026-01-02T03:04:06.000Z' },
      { userId: 'u1', itemId: 'i3', eventType: 'VIEW', timestamp: '2026-01-02T03:04:06.000Z' },
    ]);
    expect(interactions.rejected).toEqual(['interactions.csv:5 context must be JSON: "not json"']);
  });
});
