import { describe, expect, it } from 'vitest';
import { listMetrics } from '../../../model/evaluation/listMetrics.ts';

describe('listMetrics', () => {
  it('gives the values worked out by hand for hits at ranks 1 and 3 of three right answers', () => {
    const metrics = listMetrics([7, 1, 9, 2], new Set([7, 9, 4]), 4);
    const ideal = 1 + 1 / Math.log2(3) + 1 / Math.log2(4);
    expect(metrics.ndcg).toBeCloseTo((1 + 1 / 2) / ideal, 12);
    expect(metrics.recall).toBeCloseTo(2 / 3, 12);
    expect(metrics.precision).toBeCloseTo(2 / 4, 12);
    expect(metrics.map).toBeCloseTo((1 / 1 + 2 / 3) / 3, 12);
    expect(metrics.hr).toBe(1);
  });

  it('divides the average precision by all right answers, also when they are more than k', () => {
    const metrics = listMetrics([1, 2], new Set([1, 2, 3, 4, 5]), 2);
    expect(metrics.map).toBeCloseTo(2 / 5, 12);
    expect(metrics.ndcg).toBe(1);
    expect(metrics.precision).toBe(1);
    expect(metrics.recall).toBeCloseTo(2 / 5, 12);
  });

  it('counts right answers outside the catalogue as misses', () => {
    const metrics = listMetrics([1], new Set([1]), 10, 4);
    expect(metrics.recall).toBe(0.25);
    expect(metrics.map).toBe(0.25);
    expect(metrics.ndcg).toBeCloseTo(1 / (1 + 1 / Math.log2(3) + 1 / 2 + 1 / Math.log2(5)), 12);
  });

  it('divides precision by k when the list is shorter', () => {
    expect(listMetrics([1], new Set([1]), 10).precision).toBe(0.1);
  });

  it('looks at the first k only', () => {
    expect(listMetrics([1, 2, 3], new Set([3]), 2)).toEqual({ ndcg: 0, recall: 0, precision: 0, map: 0, hr: 0 });
  });

  it('is 0 for an empty list', () => {
    expect(listMetrics([], new Set([3]), 10)).toEqual({ ndcg: 0, recall: 0, precision: 0, map: 0, hr: 0 });
  });
});
