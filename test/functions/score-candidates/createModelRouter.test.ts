import { describe, expect, it } from 'vitest';
import { createCircuitBreaker } from '../../../functions/score-candidates/createCircuitBreaker.ts';
import { createMeasuredModel } from '../../../functions/score-candidates/createMeasuredModel.ts';
import { createModelRouter, isInShare } from '../../../functions/score-candidates/createModelRouter.ts';
import type { ModelOutcome } from '../../../functions/shared/createModelClient.ts';
import { createVersionMetrics } from '../../../functions/shared/createVersionMetrics.ts';
import type { InvocationRequest } from '../../../model/contract/index.ts';
import type { LiveRow, ModelVersionRow } from '../../../schema/contract/models.ts';

const champion = { modelVersion: 'old', endpointName: 'shop-old' };
const request: InvocationRequest = { kind: 'RECOMMEND', now: 0, limit: 1, history: [] };
const answerOf = (modelVersion: string): ModelOutcome => ({
  answer: { modelVersion, source: 'MODEL', items: [{ itemId: 'a', score: 1, reasons: [] }] },
});

function start(live: Partial<LiveRow> | undefined | Error) {
  let now = 0;
  const asked: { endpointName: string; budget: number }[] = [];
  const shadows: string[] = [];
  const lines: string[] = [];
  const model: { does: (endpointName: string) => ModelOutcome; takes: number } = {
    does: (endpointName) => answerOf(endpointName.slice('shop-'.length)),
    takes: 10,
  };
  const record = createVersionMetrics(
    'recsync',
    () => now,
    (line) => lines.push(line),
  );
  const askModel = createModelRouter({
    readLive: async () => {
      if (live instanceof Error) throw live;
      return live as LiveRow | undefined;
    },
    readVersion: async (version) =>
      (version === 'unserved' ? { modelVersion: version } : { endpointName: `shop-${version}` }) as ModelVersionRow,
    askVersion: createCircuitBreaker(
      createMeasuredModel(
        async (endpointName, _, budget) => {
          asked.push({ endpointName, budget });
          now += model.takes;
          return model.does(endpointName);
        },
        record,
        () => now,
      ),
      () => now,
    ),
    sendShadow: async (_live, { kind }) => void shadows.push(kind),
    stopwatch: () => now,
  });
  const counted = (name: string, version: string): number =>
    lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((measured) => measured.ModelVersion === version && name in measured)
      .reduce((sum, measured) => sum + (measured[name] as number), 0);
  return { askModel, asked, shadows, model, lines, counted };
}

const canary = (share: number): Partial<LiveRow> => ({
  champion,
  challenger: { modelVersion: 'new', endpointName: 'shop-new', stage: 'CANARY', share },
});

describe('which version answers', () => {
  it('is none before the first model', async () => {
    const { askModel, asked } = start(undefined);
    expect(await askModel(request, 950, {})).toEqual({ failure: 'ABSENT' });
    expect(asked).toEqual([]);
  });

  it('is none while nobody knows what is live', async () => {
    const { askModel } = start(new Error('no table'));
    expect(await askModel(request, 950, {})).toMatchObject({ failure: 'UNAVAILABLE' });
  });

  it('is the champion, for people and for nobody in particular', async () => {
    const { askModel, shadows } = start({ champion });
    for (const userId of ['ada', undefined]) {
      expect(await askModel(request, 950, { userId })).toMatchObject({
        ...answerOf('old'),
        version: champion,
        isChampion: true,
      });
    }
    expect(shadows).toEqual(['RECOMMEND', 'RECOMMEND']);
  });

  it('is the challenger for its share of the people and nobody else, and for the same people each time', async () => {
    const { askModel } = start(canary(0.25));
    const users = Array.from({ length: 2000 }, (_, index) => `user-${index}`);
    const answered = async (): Promise<string[]> => {
      const outcomes = await Promise.all(users.map((userId) => askModel(request, 950, { userId })));
      return users.filter((_, index) => outcomes[index].version?.modelVersion === 'new');
    };
    const first = await answered();
    // Binomial with 2000 and 0.25: four standard deviations are 77.
    expect(first.length).toBeGreaterThan(423);
    expect(first.length).toBeLessThan(577);
    expect(await answered()).toEqual(first);
    expect(first.every((userId) => isInShare(userId, 'new', 0.25))).toBe(true);
    const both = first.filter((userId) => isInShare(userId, 'the next', 0.25)).length / first.length;
    expect(both).toBeLessThan(0.35);
    expect(await askModel(request, 950, {})).toMatchObject({ isChampion: true });
  });

  it('is the champion again where the challenger fails, in what is left of the time', async () => {
    const { askModel, asked, model, counted } = start(canary(1));
    model.takes = 600;
    model.does = (endpointName) => (endpointName === 'shop-new' ? { failure: 'TIMEOUT' } : answerOf('old'));
    expect(await askModel(request, 900, { userId: 'ada' })).toMatchObject({ ...answerOf('old'), isChampion: true });
    expect(asked).toEqual([
      { endpointName: 'shop-new', budget: 600 },
      { endpointName: 'shop-old', budget: 300 },
    ]);
    expect([counted('ModelRequests', 'new'), counted('ModelErrors', 'new')]).toEqual([1, 1]);
    expect([counted('ModelRequests', 'old'), counted('ModelErrors', 'old')]).toEqual([1, 0]);
  });

  it('leaves a challenger alone that fails again and again, without its champion', async () => {
    const { askModel, asked, model } = start(canary(1));
    model.does = (endpointName) => (endpointName === 'shop-new' ? { failure: 'UNAVAILABLE' } : answerOf('old'));
    for (let index = 0; index < 5; index += 1) {
      expect(await askModel(request, 950, { userId: 'ada' })).toMatchObject(answerOf('old'));
    }
    expect(asked.filter(({ endpointName }) => endpointName === 'shop-new')).toHaveLength(3);
    expect(asked.filter(({ endpointName }) => endpointName === 'shop-old')).toHaveLength(5);
  });

  it('is the one that an administrator wants, whatever is live', async () => {
    const { askModel, shadows } = start(canary(1));
    const outcome = await askModel(request, 950, { userId: 'ada', modelVersion: 'first' });
    expect(outcome).toMatchObject({
      ...answerOf('first'),
      version: { modelVersion: 'first', endpointName: 'shop-first' },
    });
    expect(outcome.isChampion).toBeUndefined();
    expect(await askModel(request, 950, { modelVersion: 'unserved' })).toMatchObject({ failure: 'ABSENT' });
    expect(shadows).toEqual([]);
  });

  it('is counted without ids of people, and an item that it does not know is no failure', async () => {
    const { askModel, model, lines, counted } = start({ champion });
    model.does = () => ({ failure: 'UNKNOWN_ITEM' });
    await askModel({ ...request, kind: 'SIMILAR', itemId: 'x' }, 950, { userId: 'ada' });
    model.does = () => ({ failure: 'TIMEOUT' });
    await askModel(request, 40, { userId: 'ada' });
    expect(counted('ModelRequests', 'old')).toBe(1);
    expect(counted('ModelErrors', 'old')).toBe(0);
    expect(counted('ModelLatency', 'old')).toBe(10);
    expect(lines.join()).not.toContain('ada');
  });
});
