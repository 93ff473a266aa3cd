import { describe, expect, it } from 'vitest';
import { passedOver, readPassedOver, withPassedOver } from '../../../functions/score-candidates/passedOver.ts';

const now = Date.parse('2026-11-21T12:00:00.000Z');
const ago = (days: number): string => new Date(now - days * 86_400_000).toISOString();
const deed = (itemId: string, days: number) => ({
  itemId,
  eventType: 'VIEW',
  timestamp: ago(days),
  recordedAt: ago(days),
});

describe('what a user passed over', () => {
  it('falls with each look since the user last did something with it', () => {
    const rows = [
      { itemId: 'fresh', timestamp: ago(0), position: 0 },
      { itemId: 'fresh', timestamp: ago(7) },
      { itemId: 'deep', timestamp: ago(0), position: 3 },
      { itemId: 'opened', timestamp: ago(2), position: 0 },
      { itemId: 'again', timestamp: ago(0), position: 0 },
      { itemId: 'again', timestamp: ago(3), position: 0 },
      // Rows of another form.
      { itemId: 7, timestamp: ago(0) },
      { itemId: 'odd', timestamp: 'yesterday' },
      {},
    ];
    const left = passedOver(rows, [deed('opened', 1), deed('again', 2), deed('again', 5)], now);
    expect(Object.keys(left).sort()).toEqual(['again', 'deep', 'fresh']);
    expect(left.fresh).toBeCloseTo(8 / 9.5, 12);
    expect(left.deep).toBeCloseTo(8 / (8 + 4 ** -0.7), 12);
    expect(left.again).toBeCloseTo(8 / 9, 12);
  });

  it('multiplies what the rules say, and takes nothing from them', () => {
    expect(withPassedOver({ a: 2, b: 3 }, { b: 0.5, c: 0.9 })).toEqual({ a: 2, b: 1.5, c: 0.9 });
  });

  it('is read where the placement wants it, and missed where it cannot be read', async () => {
    const troubles: string[] = [];
    let reads = 0;
    const dependencies = {
      readImpressions: async () => {
        reads += 1;
        if (reads > 1) throw new Error('throttled');
        return [{ itemId: 'a', timestamp: ago(0) }];
      },
      onTrouble: (what: string) => troubles.push(what),
    };
    expect(await readPassedOver('ada', [], {}, now, dependencies)).toEqual({});
    expect(await readPassedOver(undefined, [], { lowersPassedOver: true }, now, dependencies)).toEqual({});
    expect(reads).toBe(0);
    expect(await readPassedOver('ada', [], { lowersPassedOver: true }, now, dependencies)).toEqual({ a: 8 / 9 });
    expect(await readPassedOver('ada', [], { lowersPassedOver: true }, now, dependencies)).toEqual({});
    expect(troubles).toEqual(['What a user passed over could not be read']);
  });
});
