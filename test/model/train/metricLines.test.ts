import { expect, test } from 'vitest';
import { metricLines } from '../../../model/training/runTraining.ts';

test('metrics are printed as SageMaker metric definitions match them', () => {
  const lines = metricLines({
    blend: 0.3123456,
    components: [
      { name: 'ease', value: 0.29 },
      { name: 'itemKNN, recent 3', value: 1 },
    ],
  });
  expect(lines).toEqual([
    'validation_ndcg=0.31235;',
    'validation_ease_ndcg=0.29000;',
    'validation_itemKNN_recent_3_ndcg=1.00000;',
  ]);
  expect(/validation_ndcg=([0-9.]+);/.exec(lines.join('\n'))?.[1]).toBe('0.31235');
});
