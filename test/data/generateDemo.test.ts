import { describe, expect, test } from 'vitest';
import { generateDemo } from '../../data/demo/generateDemo.ts';
import { personas } from '../../data/demo/generatePeople.ts';
import { media } from '../../data/demo/names.ts';
import { Random } from '../../data/demo/Random.ts';
import { Shelf } from '../../data/demo/Shelf.ts';
import { themes } from '../../data/demo/themes.ts';
import { parseInteraction } from '../../data/records/InteractionRecord.ts';
import { parseItem } from '../../data/records/ItemRecord.ts';

const hour = 60 * 60 * 1000;
const end = Date.UTC(2026, 11, 20, 18, 30);
const demo = generateDemo(1, end);
const itemById = new Map(demo.items.map((item) => [item.record.itemId, item]));
const actions = demo.interactions.filter(({ eventType }) => eventType !== 'IMPRESSION');

describe('the demo data', () => {
  test('is the same for the same seed and end, and other for others', () => {
    expect(generateDemo(1, end)).toEqual(demo);
    const titles = (seed: number) =>
      generateDemo(seed, end)
        .items.map(({ record }) => record.title)
        .join();
    expect(titles(2)).not.toBe(titles(1));
    expect(generateDemo(1, end + hour).interactions).not.toEqual(demo.interactions);
  });

  test('has the same people in a smaller shop, who do the same', () => {
    const { people, interactions } = generateDemo(1, end, 100);
    expect(people).toEqual(demo.people.slice(0, 100));
    const theirs = new Set(people.map(({ userId }) => userId));
    expect(interactions).toEqual(demo.interactions.filter(({ userId }) => theirs.has(userId)));
  });

  test('has the size that docs/demo-data.md tells', () => {
    expect(demo.items.length).toBeGreaterThanOrEqual(800);
    expect(demo.items.length).toBeLessThan(810);
    expect(demo.people).toHaveLength(700);
    expect(demo.interactions.length).toBeGreaterThan(40_000);
    expect(demo.interactions.length).toBeLessThan(60_000);
    expect(new Set(actions.map(({ userId }) => userId)).size).toBe(700);
  });

  test('keeps the rules of the API', () => {
    for (const { record } of demo.items) expect(parseItem({ ...record })).toMatchObject(record);
    for (const interaction of demo.interactions) parseInteraction({ ...interaction }, end);
    expect(new Set(demo.items.map(({ record }) => record.title)).size).toBe(demo.items.length);
    expect(itemById.size).toBe(demo.items.length);
  });

  test('is in the order of time, ends now, and touches nothing that is not out yet', () => {
    const times = demo.interactions.map(({ timestamp }) => timestamp);
    expect(times).toEqual([...times].sort());
    expect(Date.parse(times[times.length - 1])).toBeLessThanOrEqual(end);
    for (const { itemId, timestamp } of demo.interactions) {
      const { record } = itemById.get(itemId) as (typeof demo.items)[number];
      expect(record.hidden).toBeUndefined();
      expect(timestamp > (record.availableFrom as string)).toBe(true);
    }
    expect(demo.items.some(({ record }) => (record.availableFrom as string) > new Date(end).toISOString())).toBe(true);
    expect(demo.items.some(({ record }) => record.hidden)).toBe(true);
  });

  test('has a view and a cart before every purchase, and only what was bought is rated', () => {
    const done = new Set<string>();
    let purchases = 0;
    for (const { userId, itemId, eventType } of demo.interactions) {
      const before = (type: string) => done.has(`${userId} ${itemId} ${type}`);
      if (eventType === 'ADD_TO_CART') expect(before('VIEW')).toBe(true);
      if (eventType === 'PURCHASE') expect(before('ADD_TO_CART')).toBe(true);
      if (eventType === 'RATING') expect(before('PURCHASE')).toBe(true);
      if (eventType === 'PURCHASE') {
        expect(before('PURCHASE')).toBe(false);
        purchases += 1;
      }
      done.add(`${userId} ${itemId} ${eventType}`);
    }
    expect(purchases).toBeGreaterThan(1000);
  });

  test('goes on up to now, so that something is trending', () => {
    const since = (hours: number) => actions.filter(({ timestamp }) => Date.parse(timestamp) > end - hours * hour);
    expect(since(1).length).toBeGreaterThan(15);
    expect(since(24).length).toBeGreaterThan(300);
    const counts = new Map<string, number>();
    for (const { itemId } of since(24)) counts.set(itemId, (counts.get(itemId) ?? 0) + 1);
    expect(Math.max(...counts.values())).toBeGreaterThan(8);
  });
});

describe('what the generator knows shows in the behaviour', () => {
  test('tastes predict: people prefer what suits them, and buy it even more', () => {
    const shelf = new Shelf(new Random(1), demo.items, end);
    const personById = new Map(demo.people.map((person) => [person.userId, person]));
    const random = new Random(2);
    /** How often an item that was chosen suits its person better than one at random: .5 without any taste. */
    const share = (eventType: string): number => {
      const chosen = demo.interactions.filter((interaction) => interaction.eventType === eventType);
      const wins = chosen.filter(({ userId, itemId, timestamp }) => {
        const person = personById.get(userId) as (typeof demo.people)[number];
        const liking = (item: (typeof demo.items)[number]) => shelf.affinity(person, item, Date.parse(timestamp));
        return liking(itemById.get(itemId) as (typeof demo.items)[number]) > liking(random.pick(demo.items));
      });
      return wins.length / chosen.length;
    };
    expect(share('VIEW')).toBeGreaterThan(0.75);
    expect(share('PURCHASE')).toBeGreaterThan(share('VIEW'));
    expect(share('DISLIKE')).toBeLessThan(share('VIEW'));
    expect(share('IMPRESSION')).toBeLessThan(share('VIEW'));
  });

  test('tastes can be learned from others: co-occurrence finds the last item that popularity misses', () => {
    const histories = new Map<string, string[]>();
    for (const { userId, itemId } of actions) {
      const history = histories.get(userId) ?? [];
      if (!history.includes(itemId)) history.push(itemId);
      histories.set(userId, history);
    }
    const usable = [...histories.values()].filter((history) => history.length >= 5);
    const counts = new Map<string, number>();
    const together = new Map<string, Map<string, number>>();
    for (const history of usable) {
      const known = history.slice(0, -1);
      for (const itemId of known) {
        counts.set(itemId, (counts.get(itemId) ?? 0) + 1);
        const row = together.get(itemId) ?? new Map<string, number>();
        for (const other of known) if (other !== itemId) row.set(other, (row.get(other) ?? 0) + 1);
        together.set(itemId, row);
      }
    }
    const hitsAt20 = (score: (known: string[], itemId: string) => number): number => {
      const hits = usable.filter((history) => {
        const known = history.slice(0, -1);
        const candidates = [...counts.keys()].filter((itemId) => !known.includes(itemId));
        const scored = candidates.map((itemId) => [score(known, itemId), itemId] as const);
        return scored
          .sort((a, b) => b[0] - a[0])
          .slice(0, 20)
          .some(([, itemId]) => itemId === history.at(-1));
      });
      return hits.length / usable.length;
    };
    const popularity = hitsAt20((_, itemId) => counts.get(itemId) as number);
    const cosine = hitsAt20((known, itemId) =>
      known.reduce((sum, other) => {
        const both = together.get(other)?.get(itemId) ?? 0;
        return sum + both / Math.sqrt((counts.get(itemId) as number) * (counts.get(other) as number));
      }, 0),
    );
    console.log(`hit rate at 20: popularity ${popularity.toFixed(3)}, cosine ${cosine.toFixed(3)}`);
    expect(cosine).toBeGreaterThan(1.5 * popularity);
  });

  test('the personas look at what they are said to like', () => {
    for (const persona of personas) {
      const views = actions.filter(({ userId, eventType }) => userId === persona.userId && eventType === 'VIEW');
      const liked = views.filter(({ itemId }) => {
        const { theme, secondTheme } = itemById.get(itemId) as (typeof demo.items)[number];
        return [theme, secondTheme].some((each) => each !== undefined && persona.themes.includes(themes[each].name));
      });
      expect(views.length).toBeGreaterThan(15);
      expect(liked.length / views.length).toBeGreaterThan(0.6);
    }
  });

  test('seasons: winter tales are for the winter', () => {
    const shareOf = (months: number[]): number => {
      const views = actions.filter(({ timestamp }) => months.includes(new Date(timestamp).getUTCMonth()));
      const winter = themes.findIndex(({ name }) => name === 'Winter Tales');
      return views.filter(({ itemId }) => itemById.get(itemId)?.theme === winter).length / views.length;
    };
    expect(shareOf([11])).toBeGreaterThan(1.5 * shareOf([5, 6, 7]));
  });

  test('the hour: films are for the evening', () => {
    const films = media.findIndex(({ department }) => department === 'Films');
    const shareOf = (from: number, to: number): number => {
      const views = actions.filter(({ context }) => {
        const at = context?.hourOfDay as number;
        return at >= from && at < to;
      });
      return views.filter(({ itemId }) => itemById.get(itemId)?.medium === films).length / views.length;
    };
    expect(shareOf(19, 24)).toBeGreaterThan(1.5 * shareOf(8, 16));
  });
});
