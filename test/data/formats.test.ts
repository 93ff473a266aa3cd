import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { csvFormat, jsonFormat } from '../../data/formats/ownFormats.ts';
import { movieLensFormat } from '../../data/formats/movieLensFormat.ts';
import type { FolderOptions } from '../../data/formats/openFolder.ts';
import { collectLines } from './helpers/collect.ts';

const now = Date.UTC(2026, 10, 21);
const fixtures = join(import.meta.dirname, '../fixtures/data');
const read = async (open: typeof csvFormat.open, folder: string) => {
  const source = await open({ folder: join(fixtures, folder), now: () => now } as FolderOptions);
  return {
    items: await collectLines(source.items({ fraction: 0 })),
    interactions: await collectLines(source.interactions({ fraction: 0 })),
  };
};

describe('MovieLens with movies.csv', () => {
  test('makes genres categories and puts the most frequent tags first', async () => {
    const { items } = await read(movieLensFormat.open, 'movielens-latest');
    expect(items.records).toEqual([
      {
        itemId: '1',
        title: 'Paper Lighthouse (1995)',
        categories: ['Adventure', 'Comedy'],
        tags: ['sea', 'funny'],
        attributes: { year: 1995 },
      },
      { itemId: '2', title: 'Owl, Unseen (2001)', categories: ['Drama'], attributes: { year: 2001 } },
      {
        itemId: '3',
        title: 'The "Quiet" Engine (2010)',
        tags: ['clever, slow', 'engines'],
        attributes: { year: 2010 },
      },
      { itemId: '5', title: 'No Year', categories: ['Comedy'] },
    ]);
    expect(items.rejected).toEqual([
      'tags.csv:7 movieId: received "99"; allowed: the movies of movies.csv.',
      'tags.csv:8 tag: received ""; allowed: a text.',
      'movies.csv:5 its quotes do not match',
      'movies.csv:7 it has 4 fields where the header has 3',
      'movies.csv:8 itemId: received an empty text; allowed: 1 to 256 bytes.',
    ]);
  });

  test('keeps the times of ratings and says why a line is none', async () => {
    const { interactions } = await read(movieLensFormat.open, 'movielens-latest');
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
      'ratings.csv:7 rating: received "5.5"; allowed: 0.5 to 5.',
      'ratings.csv:8 eventValue: received "abc"; allowed: a number.',
      'ratings.csv:9 timestamp: received "yesterday"; allowed: an ISO 8601 instant from 1990 on.',
      expect.stringContaining(
        'ratings.csv:10 timestamp: received "5138-11-16T09:46:39.000Z", which is more than 5 min',
      ),
      'ratings.csv:11 it has 2 fields where the header has 4',
    ]);
  });
});

describe('MovieLens with u.data', () => {
  test('reads ISO 8859-1, genre flags and tabs', async () => {
    const { items, interactions } = await read(movieLensFormat.open, 'movielens-100k');
    expect(items.records).toEqual([
      { itemId: '1', title: 'Café at Low Tide (1995)', categories: ['Action', 'Comedy'], attributes: { year: 1995 } },
      { itemId: '2', title: 'unknown' },
      { itemId: '3', title: 'Nine Bells (1993)', categories: ['Drama'], attributes: { year: 1993 } },
    ]);
    expect(items.rejected).toEqual([
      'u.item:4 the line: received 3 fields; allowed: 24 fields.',
      'u.item:5 a genre: received "x"; allowed: 0 or 1.',
    ]);
    expect(interactions.records[0]).toEqual({
      userId: '196',
      itemId: '1',
      eventType: 'RATING',
      eventValue: 3,
      timestamp: '1997-12-04T15:55:49.000Z',
    });
    expect(interactions.records).toHaveLength(4);
    expect(interactions.rejected).toEqual([
      'u.data:5 rating: received "7"; allowed: 0.5 to 5.',
      'u.data:6 the line: received 1 field; allowed: 4 fields.',
    ]);
  });
});

describe('JSON lines', () => {
  test('takes every field of an item and names the one that breaks a rule', async () => {
    const { items } = await read(jsonFormat.open, 'jsonl');
    expect(items.records).toEqual([
      {
        itemId: 'i1',
        title: 'Kettle',
        description: 'Whistles.',
        categories: ['Kitchen'],
        tags: ['steel', 'steel', 'tea'],
        brand: 'Blue Kettle',
        creator: 'Noor',
        price: 19.5,
        imageUrl: 'https://example.org/kettle.png',
        availableFrom: '2025-01-01T00:00:00.000Z',
        availableUntil: '2027-01-01T00:00:00.000Z',
        hidden: false,
        attributes: { litres: 1.5 },
      },
      { itemId: '2' },
      // As in GraphQL, one text stands for a list of one.
      { itemId: 'i6', tags: ['one'] },
    ]);
    expect(items.rejected.map((line) => line.replace('items.jsonl:', ''))).toEqual([
      expect.stringMatching(
        /^4 colour: received "red"; allowed: the fields itemId, title, .*belongs into attributes\.$/,
      ),
      '5 price: received -1; allowed: 0 to 1e15.',
      '6 price: received "dear"; allowed: a number.',
      '8 hidden: received "perhaps"; allowed: true or false.',
      '9 attributes: received [1]; allowed: a JSON object.',
      '10 imageUrl: received "kettle"; allowed: a URL with a scheme.',
      '11 itemId: received an empty text; allowed: 1 to 256 bytes.',
      '12 the line is not a JSON object',
      '13 the line is not JSON',
    ]);
  });

  test('takes every field of an interaction, and times as text, seconds or milliseconds', async () => {
    const { interactions } = await read(jsonFormat.open, 'jsonl');
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
        context: { device: 'phone', locale: 'en-GB', hourOfDay: 3, dayOfWeek: 5, attributes: { shop: 'north' } },
        properties: { coupon: true },
      },
      { userId: 'u1', itemId: '2', eventType: 'IMPRESSION', timestamp: '2026-01-02T03:04:05.000Z' },
    ]);
    expect(interactions.rejected.map((line) => line.replace('interactions.jsonl:', ''))).toEqual([
      expect.stringMatching(/^6 eventType: received "STARE"; allowed: one of VIEW, .*\.$/),
      '7 timestamp: received "2026-01-02"; allowed: an ISO 8601 instant from 1990 on.',
      '8 timestamp: received nothing; allowed: an ISO 8601 instant, or seconds or milliseconds since 1970.',
      '9 timestamp: received "1989-12-31T23:59:59.000Z"; allowed: an ISO 8601 instant from 1990 on.',
      expect.stringMatching(/^10 timestamp: received "2099-.*, which is more than 5 minutes ahead/),
      '11 eventValue: received "much"; allowed: a number.',
      '12 context.hourOfDay: received 24; allowed: 0 to 23.',
      '13 userId: received nothing; allowed: an id of 1 to 256 bytes.',
    ]);
  });
});

describe('CSV', () => {
  test('reads fields in any order, lists, JSON and records over several lines', async () => {
    const { items, interactions } = await read(csvFormat.open, 'csv');
    expect(items.records).toEqual([
      {
        itemId: 'i1',
        title: 'Kettle, large',
        description: 'Whistles.\nTwice.',
        categories: ['Kitchen', 'Tea'],
        tags: ['steel', 'tea'],
        price: 19.5,
        hidden: false,
        attributes: { litres: 1.5 },
      },
      { itemId: 'i2', title: 'Mug' },
    ]);
    expect(items.rejected).toEqual([
      'items.csv:5 price: received "cheap"; allowed: a number.',
      'items.csv:6 it has 1 field where the header has 8',
    ]);
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
    expect(interactions.rejected).toEqual([
      'interactions.csv:5 context: received "not json"; allowed: an object with fields.',
    ]);
  });
});
