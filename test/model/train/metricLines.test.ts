import { expect, test } from 'vitest';
import { metricLines } from '../../../model/training/metricLines.ts';

test('metrics are printed as SageMaker metric definitions match them', () => {
  const report = { plan: {}, metrics: { hybrid: { 'ndcg@10': 0.3123456, 'recall@10': 0.2 }, ease: { 'ndcg@10': 0.29 } } };
  const lines = metricLines(report);
  expect(lines).toEqual(['validation_ndcg=0.31235;', 'validation_recall=0.20000;', 'validation_ease_ndcg=0.29000;']);
  expect(/validation_ndcg=([0-9.]+);/.exec(lines.join('\n'))?.[1]).toBe('0.31235');
  expect(metricLines({})).toEqual([]);
});
