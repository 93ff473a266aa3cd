/** What the jobs of a run are given, by how much data there is. */
export interface JobSize {
  InstanceType: string;
  InstanceCount: number;
  VolumeSizeInGB: number;
}

/**
 * Instances by interactions. A million take up to 0.9 GiB in training (bench/results/model.md, spark.md); each instance is
 * taken for at most a third of its memory, because data differ.
 */
const instances: { upTo: number; instance: string; volume: number }[] = [
  // 8 GiB
  { upTo: 2_500_000, instance: 'ml.c5.xlarge', volume: 30 },
  // 32 GiB
  { upTo: 10_000_000, instance: 'ml.m5.2xlarge', volume: 60 },
  // 64 GiB
  { upTo: 20_000_000, instance: 'ml.r5.2xlarge', volume: 100 },
  // 128 GiB
  { upTo: 40_000_000, instance: 'ml.r5.4xlarge', volume: 200 },
  // 256 GiB
  { upTo: Infinity, instance: 'ml.r5.8xlarge', volume: 400 },
];

/** The most that the largest instance is taken for by the same rule: a third of 256 GiB, at 0.9 GiB a million. */
export const largestInteractions = 90_000_000;

/** A million items take 2 GiB in training (bench/results/catalogue.md), as much as so many interactions. */
const interactionsPerItem = 2.2;

/** @param items of the catalogue, where a job holds something of each */
export function sizeFor(interactions: number, items = 0): JobSize {
  const load = interactions + interactionsPerItem * items;
  const { instance, volume } = instances.find(({ upTo }) => load <= upTo) ?? instances[instances.length - 1];
  return { InstanceType: instance, InstanceCount: 1, VolumeSizeInGB: volume };
}
