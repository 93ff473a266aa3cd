import { join } from 'node:path';
import type { CatalogueItem } from '../../model/contract/index.ts';
import type { Dataset } from '../../model/data/Dataset.ts';
import { readTrainingData } from '../../model/data/read/readTrainingData.ts';
import { servedRanker } from '../../model/evaluation/CatalogueRanker.ts';
import { evaluateModel } from '../../model/evaluation/evaluateModel.ts';
import type { HybridModel } from '../../model/hybrid/HybridModel.ts';
import { writeTrainingInput } from '../../model/preparing/writeTrainingInput.ts';
import type { EvaluationCase, EvaluationSplit } from '../../model/splits/EvaluationSplit.ts';
import { confidenceInterval } from '../../model/statistics/confidenceInterval.ts';
import { bindPrefitted } from '../../model/training/bindPrefitted.ts';
import type { BoundPrefitted } from '../../model/training/bindPrefitted.ts';
import { PrefittedFiles } from '../../model/training/PrefittedFiles.ts';
import { runPrefit } from '../../spark/runPrefit.ts';
import type { SparkRun, PrefitRun } from '../../spark/runPrefit.ts';

/** Writes what may be learned as `prepare` does. */
export async function writePrepared(folder: string, train: Dataset, rowsPerPartition?: number): Promise<void> {
  const catalogue = train.items.filter((item): item is CatalogueItem => item !== undefined);
  await writeTrainingInput(folder, train, catalogue, Number.POSITIVE_INFINITY, rowsPerPartition);
}

/** Fits the parts of a prepared input and reads them as the container does. */
export async function prefitWithSpark(
  run: Pick<PrefitRun, 'input' | 'output' | 'sampleUsers' | 'erased'>,
  spark: SparkRun,
): Promise<BoundPrefitted> {
  const { code, output } = await runPrefit(run, spark);
  if (code !== 0) throw new Error(`the job ended with ${code}:\n${output}`);
  return readPrefitted(run);
}

export async function readPrefitted({ input, output }: Pick<PrefitRun, 'input' | 'output'>): Promise<BoundPrefitted> {
  const files = await PrefittedFiles.open(join(output, 'prefitted'));
  if (files === undefined) throw new Error('the job wrote no manifest');
  const sample = await readTrainingData(output);
  const items = await readTrainingData(input);
  // In the container both are channels of one folder; the catalogue stands behind the sample there too.
  const known = new Map(items.dataset.itemIds.map((itemId, index) => [itemId, items.dataset.items[index]]));
  const added = items.dataset.itemIds.filter(
    (itemId, index) => items.dataset.items[index] !== undefined && !sample.dataset.itemIds.includes(itemId),
  );
  const itemIds = [...sample.dataset.itemIds, ...added];
  return bindPrefitted(files, { ...sample.dataset, itemIds, items: itemIds.map((itemId) => known.get(itemId)) });
}

/** The questions of `split` asked of models with other item indices. */
export function translateCases({ train, cases }: EvaluationSplit, itemIds: readonly string[]): EvaluationCase[] {
  const indexOf = new Map(itemIds.map((itemId, index) => [itemId, index]));
  const translated = (items: Uint32Array): Uint32Array =>
    Uint32Array.from(Array.from(items).flatMap((item) => indexOf.get(train.itemIds[item]) ?? []));
  return cases.map((one) => ({
    ...one,
    history: { ...one.history, items: translated(one.history.items) },
    seen: translated(one.seen),
    relevant: translated(one.relevant),
  }));
}

export const metric = 'ndcg@10';

/** nDCG@10 by case. */
export function valuesOf(model: HybridModel, cases: readonly EvaluationCase[]): Float64Array {
  return evaluateModel(servedRanker(model), cases, [10]).get(metric) as Float64Array;
}

export interface Comparison {
  readonly own: number;
  readonly prefitted: number;
  /** Of `prefitted` - `own` over users: the mean and its 95 % interval. */
  readonly difference: number;
  readonly interval: readonly [number, number];
}

export function compare(own: Float64Array, prefitted: Float64Array, seed: number): Comparison {
  const difference = prefitted.map((value, index) => value - own[index]);
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    ...{ own: mean(own), prefitted: mean(prefitted), difference: mean(difference) },
    interval: confidenceInterval(difference, seed),
  };
}
