import { describe, expect, it } from 'vitest';
import { assignVariant } from '../../../experiments/assignVariant.ts';
import { createApplyExperiment } from '../../../functions/score-candidates/applyExperiment.ts';
import type { RunningExperiment } from '../../../schema/contract/feedback.ts';

const running: RunningExperiment = {
  experimentId: 'prices',
  variants: [
    { variant: 'control', share: 4000 },
    { variant: 'treatment', share: 4000, settings: { diversity: 0.5, freshness: null }, modelVersion: 'v2' },
  ],
};
const settings = { diversity: 0.1, freshness: 0.2, pinned: [] };
const users = Array.from({ length: 200 }, (_, index) => `user-${index}`);
const never = () => {
  throw new Error('Nobody is to be asked.');
};

describe('applyExperiment', () => {
  it('gives each user the variant of the hash without a read, and its settings one by one', async () => {
    const apply = createApplyExperiment(never, never);
    for (const userId of users) {
      const variant = assignVariant('prices', userId, running.variants);
      expect(await apply(running, userId, settings)).toEqual(
        variant === undefined
          ? { settings, experimentId: null, variant: null }
          : variant === 'control'
            ? { settings, experimentId: 'prices', variant }
            : {
                settings: { ...settings, diversity: 0.5 },
                modelVersion: 'v2',
                experimentId: 'prices',
                variant: 'treatment',
              },
      );
    }
  });

  it('changes nothing where nothing runs, or for nobody in particular', async () => {
    const apply = createApplyExperiment(never, never);
    const nothing = { settings, experimentId: null, variant: null };
    expect(await apply(undefined, 'ada', settings)).toEqual(nothing);
    expect(await apply(running, undefined, settings)).toEqual(nothing);
  });

  it('keeps exposed users where they were when the split has moved; the hash decides for others', async () => {
    const moved = { ...running, hasMoved: true };
    const troubles: string[] = [];
    const exposures: Record<string, string | undefined> = { a: 'control', b: 'treatment', c: 'a variant that is gone' };
    const apply = createApplyExperiment(
      async (userId) => {
        if (userId === 'd') throw new Error('The table cannot be read.');
        return exposures[userId];
      },
      (what) => troubles.push(what),
    );
    const variantOf = async (userId: string) => (await apply(moved, userId, settings)).variant;
    expect([await variantOf('a'), await variantOf('b')]).toEqual(['control', 'treatment']);
    for (const userId of ['c', 'd', 'e']) {
      expect(await variantOf(userId)).toBe(assignVariant('prices', userId, running.variants) ?? null);
    }
    expect(troubles).toHaveLength(1);
  });
});
