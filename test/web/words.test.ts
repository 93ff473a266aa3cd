import { describe, expect, it } from 'vitest';
import type { EventType, RecommendationList } from '../../client/index.ts';
import { drawCover, wrap } from '../../web/storefront/covers/drawCover.ts';
import { addressOf, placeOf, type Place } from '../../web/storefront/frame/router.tsx';
import {
  agoInWords,
  degradationInWords,
  mainReason,
  reasonInWords,
  type Knowledge,
} from '../../web/storefront/lists/words.ts';
import { oftenNext } from '../../web/storefront/lists/oftenNext.ts';
import { otherReasons, whyNotInWords, type Explanation } from '../../web/storefront/lists/whyNotInWords.ts';
import { remainingInWords } from '../../web/storefront/pages/receiptInWords.ts';
import { filterFor } from '../../web/shared/findItems.ts';
import { History } from '../../web/storefront/session/History.ts';

type Entry = RecommendationList['items'][number];
type Reason = Entry['reasons'][number];

const titles: Record<string, string> = { a: 'The Long Signal', b: 'A Will for Nadezh', c: 'Salt' };
const deeds: Record<string, EventType> = { a: 'LIKE', b: 'VIEW', c: 'PURCHASE' };
const knowledge: Knowledge = { titleOf: (itemId) => titles[itemId], deedWith: (itemId) => deeds[itemId] };
const reason = (code: Reason['code'], itemIds: string[] = [], attributes: string[] = []): Reason => ({
  code,
  share: 1,
  evidence: { itemIds, attributes },
});

describe('reasons in words', () => {
  it.each([
    [reason('BECAUSE_YOU_INTERACTED', ['a']), 'Because you liked The Long Signal'],
    [reason('BECAUSE_YOU_INTERACTED', ['b', 'a', 'c']), 'Because you looked at A Will for Nadezh and The Long Signal'],
    [reason('BECAUSE_YOU_INTERACTED', ['c']), 'Because you bought Salt'],
    [reason('BECAUSE_YOU_INTERACTED', ['unknown']), 'Because of what you looked at'],
    [reason('OFTEN_NEXT', ['unknown', 'c']), 'Often chosen after Salt'],
    [
      reason('SIMILAR_CONTENT', ['a'], ['tag:space', 'category:Deep Space', 'tag:x']),
      'Like The Long Signal: space, Deep Space',
    ],
    [reason('SIMILAR_CONTENT'), 'Like what you looked at'],
    [reason('POPULAR'), 'Popular in the shop'],
  ])('%o', (given, expected) => {
    expect(reasonInWords(given, knowledge)).toBe(expected);
  });

  it('are the strongest one, or what the list is where there are none', () => {
    const entry = { itemId: 'x', item: null, score: 1, reasons: [reason('NEW'), reason('POPULAR')] };
    expect(mainReason(entry, 'MODEL', knowledge)).toBe('New in the shop');
    const pinned = { ...entry, reasons: [reason('POPULAR'), { ...reason('PINNED'), share: 0 }] };
    expect(mainReason(pinned, 'MODEL', knowledge)).toBe('Picked by the shop');
    expect(mainReason({ ...entry, reasons: [] }, 'TRENDING', knowledge)).toBe('On the rise right now');
  });

  it('tell a lesser list from one that is as it should be', () => {
    const list = { degraded: true, degradedReason: 'MODEL_TIMEOUT', source: 'STORED' } as RecommendationList;
    expect(degradationInWords(list)).toBe('The model took too long: this is your last list.');
    expect(degradationInWords({ ...list, degraded: false })).toBeUndefined();
  });

  it.each([
    [0, 'just now'],
    [12, '12 s ago'],
    [90, '1 min ago'],
    [7200, '2 h ago'],
    [259_200, '3 days ago'],
    [-5, 'just now'],
  ])('and time: %d seconds', (seconds, expected) => {
    const now = Date.parse('2026-11-28T12:00:00Z');
    expect(agoInWords(new Date(now - seconds * 1000).toISOString(), now)).toBe(expected);
  });
});

describe('what comes often next', () => {
  const entry = (itemId: string, ...reasons: Reason[]): Entry => ({ itemId, item: null, score: 1, reasons });
  const next = (share: number): Reason => ({ ...reason('OFTEN_NEXT', ['a']), share });
  const listOf = (...items: Entry[]) => ({ items, source: 'MODEL' }) as RecommendationList;

  it('is what the list gives that reason for, by its share, and says so', () => {
    const list = listOf(
      entry('w', reason('SIMILAR_CONTENT'), next(0.1)),
      entry('x', reason('SIMILAR_CONTENT')),
      entry('y', reason('POPULAR'), next(0.5)),
      ...['v', 'u'].map((itemId) => entry(itemId, next(0.05))),
    );
    const found = oftenNext(list)!;
    expect(found.items.map(({ itemId }) => itemId)).toEqual(['y', 'w', 'v', 'u']);
    expect(found.items.every(({ reasons }) => reasons[0].code === 'OFTEN_NEXT')).toBe(true);
    expect(list.items[0].reasons[0].code).toBe('SIMILAR_CONTENT');
  });

  it('is nothing where too few are', () => {
    expect(oftenNext(listOf(entry('w', next(0.1)), entry('x', reason('POPULAR'))))).toBeUndefined();
  });
});

describe('why not that', () => {
  type Code = Explanation['findings'][number]['code'];
  const explained = (codes: Code[], ranks: Partial<Explanation> = {}): Explanation => ({
    ...{
      userId: 'u1',
      itemId: 'a',
      placement: 'home',
      experimentId: null,
      variant: null,
      isListed: false,
      score: 1,
      rank: null,
      rankedItems: 1200,
    },
    ...{ eligibleRank: null, components: [], reasons: [], modelVersion: null },
    findings: codes.map((code) => ({ code, keepsOut: true, message: 'for developers', remedy: 'by putPlacement' })),
    ...ranks,
  });
  const said = (...given: Parameters<typeof explained>) => whyNotInWords(explained(...given), titles.a, knowledge);

  it('names what keeps an item out, and what would have to change', () => {
    expect(said(['SEEN'])).toEqual([
      {
        what: 'You know it already: you liked it.',
        change: 'Nothing: your list is for things that are new to you.',
      },
    ]);
    const [lower] = said(['RANKED_LOWER'], { eligibleRank: 231, rank: 300 });
    expect(lower.what).toBe('230 things suit you better, and your list has 12.');
    expect(lower.change).toContain('The Long Signal');
    const [high] = said(['RANKED_HIGH'], { eligibleRank: 3, isListed: true });
    expect(high).toEqual({ what: 'It is number 3 of what suits you.' });
    expect(said(['SEEN', 'RANKED_HIGH'], { eligibleRank: 3 })[1].what).toMatch(/^Otherwise it would be number 3 /);
  });

  it('names what speaks for an item, itself aside', () => {
    const reasons = [reason('SIMILAR_CONTENT', ['a'], ['tag:space']), reason('BECAUSE_YOU_INTERACTED', ['a', 'b'])];
    const found = otherReasons(explained(['SEEN'], { reasons: [...reasons, reason('POPULAR')] }));
    expect(found.map(({ code, evidence }) => [code, evidence.itemIds])).toEqual([
      ['BECAUSE_YOU_INTERACTED', ['b']],
      ['POPULAR', []],
    ]);
  });

  it('says the same thing once, and never what only developers understand', () => {
    expect(said(['BURIED', 'BURIED', 'HIDDEN'])).toHaveLength(2);
    const all: Code[] = ['HIDDEN', 'NOT_YET_AVAILABLE', 'NO_LONGER_AVAILABLE', 'SEEN', 'FILTERED', 'BURIED'];
    const rest: Code[] = ['UNKNOWN_TO_MODEL', 'MODEL_NOT_ASKED', 'RANKED_LOWER', 'PINNED', 'BOOSTED'];
    const sentences = said([...all, ...rest]);
    expect(sentences).toHaveLength(all.length + rest.length);
    expect(JSON.stringify(sentences)).not.toMatch(/developers|putPlacement|null|undefined/);
  });
});

describe('a receipt', () => {
  it('says which copies remain until when, the soonest end first, each once', () => {
    const note = 'for developers';
    const model = { place: 'MODEL_VERSION', modelVersion: 'm1', until: null, note } as const;
    const sentences = remainingInWords(
      [
        { place: 'BACKUPS', modelVersion: null, until: '2027-01-02T12:00:00Z', note },
        { place: 'STREAM', modelVersion: null, until: '2026-11-29T12:00:00Z', note },
        model,
        { ...model, modelVersion: 'm2' },
      ],
      'en-GB',
    );
    expect(sentences).toEqual([
      'The database’s record of changes: until 29 November 2026.',
      'Backups: until 2 January 2027.',
      'Sums over everybody in the model: until a newer one takes its place; it names nobody.',
    ]);
  });
});

describe('what a visitor did', () => {
  it('is known by item at its strongest, the newest first', () => {
    const history = new History()
      .with({ itemId: 'a', eventType: 'LIKE' })
      .with({ itemId: 'b', eventType: 'CLICK' })
      .with({ itemId: 'a', eventType: 'VIEW' })
      .with({ itemId: 'c', eventType: 'DISLIKE' });
    expect(history.deedWith('a')).toBe('LIKE');
    expect(history.deedWith('b')).toBe('CLICK');
    expect(history.deedWith('c')).toBeUndefined();
    expect(history.favourite).toEqual({ itemId: 'a', eventType: 'LIKE' });
    expect(new History().with({ itemId: 'b', eventType: 'VIEW' }).favourite?.itemId).toBe('b');
    expect(new History().favourite).toBeUndefined();
  });
});

describe('addresses', () => {
  it.each<[string, Place]>([
    ['/', { page: 'home' }],
    ['/item/a%2Fb%20%C3%A9', { page: 'item', itemId: 'a/b é' }],
    ['/search', { page: 'search', words: '', category: '', under: '' }],
    [
      '/search?words=deep+sea&category=Books&under=20',
      { page: 'search', words: 'deep sea', category: 'Books', under: '20' },
    ],
    ['/cart', { page: 'cart' }],
    ['/forgotten', { page: 'forgotten' }],
  ])('%s', (address, place) => {
    expect(placeOf(address)).toEqual(place);
    expect(addressOf(place)).toBe(address);
  });
  it.each(['/elsewhere', '/item/', '/item/%'])('%s is nowhere', (address) => {
    expect(placeOf(address)).toEqual({ page: 'nowhere' });
  });
});

describe('what is looked for', () => {
  it('becomes a filter that finds a title however it is written', () => {
    expect(filterFor({ words: '', category: '', under: '' })).toBeUndefined();
    expect(filterFor({ words: '', category: 'Books', under: '20' })).toEqual({
      and: [{ categories: { contains: 'Books' } }, { price: { le: 20 } }],
    });
    const [words] = filterFor({ words: 'deep SEA', category: '', under: 'much' })!.and as { or: object[] }[];
    const wanted = ['deep SEA', 'deep sea', 'Deep sea', 'Deep Sea'].map((text) => ({ title: { contains: text } }));
    expect(words.or).toEqual(expect.arrayContaining(wanted));
    expect(words.or).toHaveLength(12);
  });
});

describe('covers', () => {
  const subject = { itemId: '1', title: 'Salt & <Sand>', creator: 'Ilse "Bo" Wexfall', categories: ['Books', 'Sea'] };
  it('are the same for the same item, and another for another, a few kilobytes each', () => {
    const covers = Array.from({ length: 200 }, (_, index) => drawCover({ ...subject, itemId: String(index) }));
    expect(new Set(covers).size).toBe(200);
    expect(drawCover({ ...subject, itemId: '7' })).toBe(covers[7]);
    for (const cover of covers) expect(cover.length).toBeLessThan(8000);
  });
  it('take any text', () => {
    const cover = drawCover(subject);
    expect(cover).toContain('&#60;Sand&#62;');
    expect(cover).not.toMatch(/NaN|undefined/);
    expect(drawCover({ itemId: 'bare', categories: [] })).toContain('>bare<');
  });
  it('set long titles in lines', () => {
    expect(wrap('The Whisper Below Wykfell', 12, 4)).toEqual(['The Whisper', 'Below', 'Wykfell']);
    expect(wrap('one two three four', 5, 2)).toEqual(['one', 'two…']);
    expect(wrap('', 5, 2)).toEqual([]);
  });
});
