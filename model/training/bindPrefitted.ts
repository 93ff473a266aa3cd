import { regressOnAttributes } from '../algorithms/AttributeFactors.ts';
import type { AttributeFactorsParameters } from '../algorithms/AttributeFactors.ts';
import { algorithmNamed } from '../algorithms/index.ts';
import { ItemRowsBuilder } from '../algorithms/ItemRows.ts';
import type { ComponentArtifact } from '../algorithms/Recommender.ts';
import type { Dataset } from '../data/Dataset.ts';
import type { NamedModel } from '../hybrid/HybridModel.ts';
import type { FitPlan } from '../tuning/planFits.ts';
import type { Prefitted } from '../tuning/Prefitted.ts';
import { UnusablePrefittedError } from './PrefittedFiles.ts';
import type { PrefittedFiles, PrefittedPart } from './PrefittedFiles.ts';

/** How the rows of an algorithm's part become the arrays of its artifact; `indexOf` leads to items of the dataset. */
type Assemble = (part: PartRows) => ComponentArtifact;

interface PartRows {
  readonly part: PrefittedPart;
  readonly files: PrefittedFiles;
  readonly indexOf: Uint32Array;
  readonly items: number;
  readonly dataset: Dataset;
}

const assemblers: Readonly<Record<string, Assemble>> = {
  popularity: ({ part, files, indexOf, items }) => {
    const counts = new Float32Array(items);
    for (const { item, count } of files.rows<{ item: number; count: number }>(part.files))
      counts[indexOf[item]] = count;
    return { parameters: { ...part.parameters }, arrays: { counts } };
  },
  ials: (rows) => {
    const { dimensions, unobservedWeight, regularisation, frequencyExponent } = rows.part.parameters;
    return {
      parameters: { dimensions, unobservedWeight, regularisation, frequencyExponent },
      arrays: { factors: itemVectors(rows) },
    };
  },
  // What grows with the interactions is the space; the regression is as large as the catalogue.
  attributeFactors: (rows) => {
    const counts = new Float64Array(rows.items);
    const basis = itemVectors(rows, ({ item, count = 0 }) => (counts[rows.indexOf[item]] = count));
    const parameters = rows.part.parameters as unknown as AttributeFactorsParameters;
    return regressOnAttributes(rows.dataset, basis, counts, parameters).save();
  },
  itemKNN: (part) => itemRows(part, 'BECAUSE_YOU_INTERACTED'),
  transitions: (part) => itemRows(part, 'OFTEN_NEXT'),
};

interface VectorRow {
  readonly item: number;
  readonly vector: readonly number[];
  readonly count?: number;
}

/** Items x dimensions. */
function itemVectors(
  { part, files, indexOf, items }: PartRows,
  onRow: (row: VectorRow) => void = () => {},
): Float32Array {
  const dimensions = part.parameters.dimensions as number;
  const vectors = new Float32Array(items * dimensions);
  for (const row of files.rows<VectorRow>(part.files)) {
    const { item, vector } = row;
    if (vector.length !== dimensions) {
      throw new UnusablePrefittedError(`a vector of ${part.name} has ${vector.length} values, not ${dimensions}`);
    }
    vectors.set(vector, indexOf[item] * dimensions);
    onRow(row);
  }
  return vectors;
}

interface NeighbourRow {
  readonly item: number;
  readonly items: readonly number[];
  readonly values: readonly number[];
}

function itemRows({ part, files, indexOf, items }: PartRows, code: string): ComponentArtifact {
  const byItem: ({ indices: Uint32Array; values: Float32Array } | undefined)[] = [];
  byItem.length = items;
  for (const row of files.rows<NeighbourRow>(part.files)) {
    byItem[indexOf[row.item]] = {
      indices: Uint32Array.from(row.items, (item) => indexOf[item]),
      values: Float32Array.from(row.values),
    };
  }
  // What the job kept stays: the limit is for rows that are made here.
  const builder = new ItemRowsBuilder(items, items);
  for (let item = 0; item < items; item += 1) {
    const { indices, values } = byItem[item] ?? { indices: new Uint32Array(0), values: new Float32Array(0) };
    builder.push(values, indices);
    byItem[item] = undefined;
  }
  return { parameters: { ...part.parameters, code }, arrays: { ...builder.build() } };
}

export interface BoundPrefitted {
  /** The dataset with every item of the parts, also those that the sample did not touch. */
  readonly dataset: Dataset;
  readonly prefitted: Prefitted;
}

/**
 * Ties the parts to the items of `sample`, which was read from the other channels. A part is loaded when it is asked for.
 * @throws UnusablePrefittedError when the sample is not the one of the manifest or a part is of no use here
 */
export function bindPrefitted(files: PrefittedFiles, sample: Dataset): BoundPrefitted {
  const { manifest } = files;
  if (sample.itemIndices.length !== manifest.sample.interactions) {
    throw new UnusablePrefittedError(
      `the sample holds ${sample.itemIndices.length} interactions that can be used, and ${manifest.sample.interactions} were written`,
    );
  }
  const { dataset, indexOf } = withItems(sample, files);
  const partOf = (name: string, scope: PrefittedPart['scope']): PrefittedPart | undefined =>
    manifest.parts.find((part) => part.name === name && part.scope === scope);
  const load = (plan: FitPlan, scope: PrefittedPart['scope']): NamedModel | undefined => {
    const part = partOf(plan.name, scope);
    if (part === undefined) return undefined;
    const artifact = assemblers[part.algorithm]({ part, files, indexOf, items: dataset.itemIds.length, dataset });
    return { algorithm: part.algorithm, model: algorithmNamed(part.algorithm).load(artifact) };
  };
  const whole = manifest.parts.filter(({ scope }) => scope === 'whole');
  for (const { name, algorithm } of whole) {
    if (assemblers[algorithm] === undefined || partOf(name, 'validation') === undefined) {
      throw new UnusablePrefittedError(`${name} (${algorithm}) is unknown here or was not fitted for validation`);
    }
  }
  const plans = whole.map(({ name, algorithm, parameters, halfLives }): FitPlan => ({
    ...{ name, algorithm, parameters, halfLives },
    ...{ seconds: 0, priority: 0 },
  }));
  return {
    dataset,
    prefitted: {
      plans,
      forValidation: (plan) => load(plan, 'validation'),
      forServing: (plan) => load(plan, 'whole'),
      touched: touchedItems(files, indexOf, dataset.itemIds.length),
    },
  };
}

/** Adds the items that neither the catalogue nor the sample has behind the others. */
function withItems(sample: Dataset, files: PrefittedFiles): { dataset: Dataset; indexOf: Uint32Array } {
  const known = new Map(sample.itemIds.map((itemId, index) => [itemId, index]));
  const added: string[] = [];
  const indexOf = new Uint32Array(files.manifest.items);
  for (const { item, itemId } of files.rows<{ item: number; itemId: string }>(files.manifest.itemIds.files)) {
    const index = known.get(itemId) ?? sample.itemIds.length + added.push(itemId) - 1;
    indexOf[item] = index;
  }
  const itemIds = [...sample.itemIds, ...added];
  return { indexOf, dataset: { ...sample, itemIds, items: [...sample.items, ...added.map(() => undefined)] } };
}

function touchedItems(files: PrefittedFiles, indexOf: Uint32Array, items: number): Uint8Array {
  const popularity = files.manifest.parts.find(({ name, scope }) => name === 'popularity' && scope === 'whole');
  if (popularity === undefined) throw new UnusablePrefittedError('the part popularity is missing');
  const touched = new Uint8Array(items);
  for (const { item, count } of files.rows<{ item: number; count: number }>(popularity.files)) {
    if (count > 0) touched[indexOf[item]] = 1;
  }
  return touched;
}
