import { createRandom } from '../algorithms/createRandom.ts';
import { algorithmNamed } from '../algorithms/index.ts';
import type { Progress } from '../algorithms/Recommender.ts';
import type { Dataset } from '../data/Dataset.ts';
import { defaultEventTypeWeights } from '../data/eventTypeWeights.ts';
import type { EventTypeWeights } from '../data/eventTypeWeights.ts';
import { HybridModel } from './HybridModel.ts';

export interface TrainHybridOptions {
  seed: number;
  /** Wall-clock seconds that training may take; components and settings are left out to keep to it. */
  budgetSeconds: number;
  /** Algorithms to blend. Default: all that fit the data. */
  models?: readonly string[];
  /** Must be the weights that the dataset was built with. */
  eventTypeWeights?: EventTypeWeights;
  positiveValue?: number;
}

/** Trains the components and learns their weights. The same dataset, options and code give the same model. */
export function trainHybrid(dataset: Dataset, options: TrainHybridOptions, progress: Progress = () => {}): HybridModel {
  const names = options.models ?? ['popularity', 'itemKNN'];
  const parts = names.map((name, index) => {
    const algorithm = algorithmNamed(name);
    progress(index / names.length, name);
    return { algorithm: name, model: algorithm.fit(dataset, algorithm.defaults, createRandom(options.seed), () => {}) };
  });
  const warm = new Uint8Array(dataset.itemIds.length);
  dataset.itemIndices.forEach((item, position) => {
    if (dataset.weights[position] > 0) warm[item] = 1;
  });
  return new HybridModel(
    dataset,
    parts,
    {
      components: names.map((name, model) => ({ name, model, historyHalfLife: 0 })),
      historyLengths: [0, 1],
      weights: [names.map((name) => (name === 'popularity' ? 1 : 0)), names.map(() => 1)],
      coldWeights: names.map(() => 0),
      eventTypeWeights: options.eventTypeWeights ?? defaultEventTypeWeights,
      positiveValue: options.positiveValue,
    },
    warm,
  );
}
