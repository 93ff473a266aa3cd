import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../model/statistics/createRandom.ts';
import { EASE } from '../../../model/algorithms/EASE.ts';
import type { FittedModel } from '../../../model/algorithms/Recommender.ts';
import { servedRanker, singleHybrid } from '../../../model/evaluation/CatalogueRanker.ts';
import { Popularity } from '../../../model/algorithms/Popularity.ts';
import { evaluateModel, meanMetrics } from '../../../model/evaluation/evaluateModel.ts';
import { evaluationOptions } from '../../../model/evaluation/evaluationOptions.ts';
import { loadSplit } from '../../../model/evaluation/loadSplit.ts';

const data = process.env.RECSYNC_DATA ?? new URL('../../../../shared/data', import.meta.url).pathname;
const prefix = join(data, 'ml-100k', 'recommenders_seed42_');
const isAbsent = !existsSync(`${prefix}train.tsv`);

describe.skipIf(isAbsent)('the published rows of MovieLens 100K (needs RECSYNC_DATA with ml-100k)', () => {
  it('are reproduced to the third digit', async () => {
    const files = ['train', 'test'].flatMap((part) => [`--${part}`, `${prefix}${part}.tsv`]);
    const { split } = await loadSplit(evaluationOptions([...files, '--ratings', 'ignored']));
    // By the protocol, every rating is a positive, in training and in the test.
    expect([...new Set(split.train.weights)]).toEqual([1]);
    expect(split.cases.reduce((sum, { relevantCount }) => sum + relevantCount, 0)).toBe(24_934);
    const ease = EASE.fit(split.train, { ...EASE.defaults, regularisation: 300 }, createRandom(1), () => {});
    const popularity = Popularity.fit(split.train, Popularity.defaults, createRandom(1), () => {});
    const measured = (algorithm: string, model: FittedModel): Record<string, number> => {
      const hybrid = singleHybrid(split.train.itemIds, { algorithm, model }, 0);
      return meanMetrics(evaluateModel(servedRanker(hybrid), split.cases, [10]));
    };
    expect(measured('ease', ease)).toMatchObject({
      'map@10': expect.closeTo(0.1499, 3),
      'ndcg@10': expect.closeTo(0.4842, 3),
      'precision@10': expect.closeTo(0.4221, 3),
      'recall@10': expect.closeTo(0.2296, 3),
    });
    expect(measured('popularity', popularity)).toMatchObject({
      'map@10': expect.closeTo(0.0559, 3),
      'ndcg@10': expect.closeTo(0.2522, 3),
      'precision@10': expect.closeTo(0.2285, 3),
      'recall@10': expect.closeTo(0.1131, 3),
    });
  });
});
