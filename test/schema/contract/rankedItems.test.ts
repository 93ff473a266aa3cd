import { describe, expect, it } from 'vitest';
import { Random } from '../../../data/demo/Random.ts';
import { packItems } from '../../../functions/shared/packItems.ts';
import {
  firstRankedItems,
  packRankedItems,
  unpackRankedItems,
  unpackScores,
} from '../../../schema/contract/rankedItems.ts';
import type { RankedItem } from '../../../schema/contract/rows.ts';
import type { ReasonCode } from '../../../schema/generated/types.ts';

const seed = Number(process.env.RECSYNC_SEED ?? 13);
console.log(`rankedItems: seed ${seed}`);

const items: RankedItem[] = [
  {
    itemId: 'a',
    score: 2.5,
    reasons: [
      { code: 'OFTEN_NEXT', evidence: { itemIds: ['h2', 'h1'], attributes: ['tag:space'] }, share: 2 },
      { code: 'POPULAR', evidence: { itemIds: [], attributes: [] }, share: 0.5 },
    ],
  },
  { itemId: 'b', score: -1, reasons: [] },
  {
    itemId: 'c',
    score: 1e-7,
    reasons: [{ code: 'OFTEN_NEXT', evidence: { itemIds: ['h1'], attributes: ['h1'] }, share: 1e-7 }],
  },
];
const packed =
  '[["OFTEN_NEXT","POPULAR"],["h2","h1"],["tag:space","h1"],["a",2.5,[0,2,0,1,2],[1,0.5]],["b",-1],["c",1e-7,[0,1e-7,1,3]]]';

describe('packed ranked items', () => {
  it('name codes and evidence once, and are the items again', () => {
    expect(packRankedItems(items)).toBe(packed);
    expect(unpackRankedItems(packed)).toEqual(items);
    expect(unpackScores(packed)).toEqual(items.map(({ itemId, score }) => ({ itemId, score })));
  });

  it('may be none, and may lack reasons', () => {
    expect(packRankedItems([])).toBe('[[],[],[]]');
    expect(unpackRankedItems('[[],[],[]]')).toEqual([]);
    const bare = { itemId: 'a', score: 1 } as RankedItem;
    expect(unpackRankedItems(packRankedItems([bare]))).toEqual([{ ...bare, reasons: [] }]);
  });

  it('are read in the older form too', () => {
    expect(unpackRankedItems(JSON.stringify(items))).toEqual(items);
    expect(unpackScores(JSON.stringify(items))).toEqual(unpackScores(packed));
    expect([unpackRankedItems('[]'), unpackScores('[]')]).toEqual([[], []]);
  });

  it('can be cut, and stay as they are when there are no more', () => {
    expect(unpackRankedItems(firstRankedItems(packed, 2))).toEqual(items.slice(0, 2));
    expect(unpackRankedItems(firstRankedItems(packed, 0))).toEqual([]);
    for (const count of [3, 50]) expect(firstRankedItems(packed, count)).toBe(packed);
  });

  it('are read without those that are not wanted, and no more than are', () => {
    for (const text of [packed, JSON.stringify(items)]) {
      expect(unpackRankedItems(text, ['a', 'x'])).toEqual(items.slice(1));
      expect(unpackRankedItems(text, ['b'], 2)).toEqual([items[0], items[2]]);
      expect(unpackRankedItems(text, [], 1)).toEqual([items[0]]);
    }
  });

  it('leave a function with seven digits of each number', () => {
    const evidence = { itemIds: [], attributes: [] };
    const given: RankedItem[] = [
      { itemId: 'a', score: 2 / 3, reasons: [{ code: 'NEW', evidence, share: 12345.6789 }] },
      { itemId: 'b', score: -1e-9 / 3, reasons: [{ code: 'NEW', evidence, share: 0 }] },
    ];
    expect(unpackRankedItems(packItems(given))).toEqual([
      { itemId: 'a', score: 0.6666667, reasons: [{ code: 'NEW', evidence, share: 12345.68 }] },
      { itemId: 'b', score: -3.333333e-10, reasons: [{ code: 'NEW', evidence, share: 0 }] },
    ]);
  });

  it('are the items again whatever these are', () => {
    const random = new Random(seed);
    const whole = (below: number): number => Math.floor(random.next() * below);
    const texts = [
      '',
      '__proto__',
      'constructor',
      '#',
      '0',
      'ключ',
      '日本',
      '🎬',
      'é\u0301',
      '\u0000',
      '\ud800',
      '"\\',
      'i'.repeat(256),
    ];
    const text = (): string => (whole(3) === 0 ? texts[whole(texts.length)] : `item-${whole(40)}`);
    const some = <Type>(most: number, make: () => Type): Type[] => Array.from({ length: whole(most + 1) }, make);
    const codes: ReasonCode[] = ['OFTEN_NEXT', 'SIMILAR_CONTENT', 'POPULAR', 'PINNED'];
    const number = (): number => (random.next() - 0.5) * 10 ** (whole(40) - 20);
    for (let round = 0; round < 300; round += 1) {
      const list: RankedItem[] = Array.from({ length: [0, 50, whole(101)][round % 3] }, () => ({
        itemId: text(),
        score: number(),
        reasons: some(5, () => ({
          code: codes[whole(codes.length)],
          evidence: { itemIds: some(3, text), attributes: some(3, text) },
          share: number(),
        })),
      }));
      const made = packRankedItems(list);
      expect(unpackRankedItems(made)).toEqual(list);
      const count = whole(60);
      expect(unpackRankedItems(firstRankedItems(made, count))).toEqual(list.slice(0, count));
      expect(unpackRankedItems(JSON.stringify(list))).toEqual(list);
    }
  });
});
