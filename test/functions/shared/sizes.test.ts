import { describe, expect, it } from 'vitest';
import { sizeFor } from '../../../functions/shared/sizes.ts';

describe('the instance of a job', () => {
  it.each([
    [0, 'ml.c5.xlarge'],
    [2_500_000, 'ml.c5.xlarge'],
    [2_500_001, 'ml.m5.2xlarge'],
    [20_000_000, 'ml.r5.2xlarge'],
    [40_000_000, 'ml.r5.4xlarge'],
    [90_000_000, 'ml.r5.8xlarge'],
  ])('follows from %d interactions', (interactions, instance) => {
    expect(sizeFor(interactions).InstanceType).toBe(instance);
  });

  // By what three million took, five million items take more than the 8 GiB of the smallest instance.
  it('follows from a large catalogue too', () => {
    expect(sizeFor(2_000_000, 100_000).InstanceType).toBe('ml.c5.xlarge');
    expect(sizeFor(2_000_000, 3_000_000).InstanceType).toBe('ml.m5.2xlarge');
    expect(sizeFor(2_000_000, 5_000_000).InstanceType).toBe('ml.r5.2xlarge');
  });
});
