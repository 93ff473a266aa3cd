import type { CatalogueItem } from '../contract/index.ts';
import { buildDataset } from '../data/buildDataset.ts';
import type { InteractionRow } from '../data/DatasetBuilder.ts';
import type { ValidationKind } from '../hybrid/validationFolds.ts';
import type { EvaluationSplit } from './EvaluationCase.ts';
import { EvaluationInputError } from './EvaluationInputError.ts';
import type { EvaluationOptions } from './evaluationOptions.ts';
import { readInteractions } from './readInteractions.ts';
import { readItems } from './readItems.ts';
import { splitGiven } from './splitGiven.ts';
import { splitColdItems, splitLeaveLastOut } from './splits.ts';

const coldPart = 0.1;

export interface LoadedSplit {
  readonly split: EvaluationSplit;
  readonly validation: ValidationKind;
  /** Descriptions of lines that could not be used, and how many there were. */
  readonly problems: readonly string[];
  readonly brokenLines: number;
}

/**
 * Reads the files and cuts them as the protocol says.
 * @throws EvaluationInputError when a file is missing, empty or leaves nothing to ask.
 */
export async function loadSplit(options: EvaluationOptions): Promise<LoadedSplit> {
  const items = options.items === undefined ? undefined : await readItems(options.items);
  const rows = await readInteractions((options.train ?? options.interactions) as string);
  const test = options.protocol === 'given' ? await readInteractions(options.test as string) : undefined;
  const read = [items, rows, test].filter((one) => one !== undefined);
  const { split, validation } = cut(options, rows.rows, test?.rows, items?.rows);
  if (split.cases.length === 0) throw new EvaluationInputError('No user has anything held out: there is nothing to measure.');
  return {
    split,
    validation,
    problems: read.flatMap((one) => one.problems),
    brokenLines: read.reduce((sum, one) => sum + one.brokenLines, 0),
  };
}

function cut(
  options: EvaluationOptions,
  rows: InteractionRow[],
  test: InteractionRow[] | undefined,
  items: CatalogueItem[] | undefined,
): { split: EvaluationSplit; validation: ValidationKind } {
  const { positiveValue, seed } = options;
  if (test !== undefined) {
    const validation = options.validation ?? validationLike(rows, test);
    return { split: splitGiven(rows, test, items, { positiveValue }), validation };
  }
  const dataset = buildDataset(rows, items, { positiveValue });
  if (options.protocol === 'leave-last-out') return { split: splitLeaveLastOut(dataset), validation: 'leave-last-out' };
  return { split: splitColdItems(dataset, coldPart, seed), validation: options.validation ?? 'random' };
}

/**
 * What the test asks, told from the two files' time columns alone: the future of everybody (nearly every line is newer
 * than all of training), the future of each user (newer than that user's training lines), or gaps. Which items were
 * held out is not looked at.
 */
function validationLike(train: readonly InteractionRow[], test: readonly InteractionRow[]): ValidationKind {
  const newest = new Map<string, number>();
  let newestOfAll = Number.NEGATIVE_INFINITY;
  for (const { userId, timestamp } of train) {
    if (timestamp === undefined) return 'random';
    newest.set(userId, Math.max(newest.get(userId) ?? Number.NEGATIVE_INFINITY, timestamp));
    newestOfAll = Math.max(newestOfAll, timestamp);
  }
  let afterAll = 0;
  let afterOwn = 0;
  for (const { userId, timestamp } of test) {
    if (timestamp === undefined) return 'random';
    if (timestamp >= newestOfAll) afterAll += 1;
    if (timestamp >= (newest.get(userId) ?? Number.NEGATIVE_INFINITY)) afterOwn += 1;
  }
  const nearlyAll = 0.95 * test.length;
  if (afterAll >= nearlyAll) return 'temporal';
  return afterOwn >= nearlyAll ? 'newest-part' : 'random';
}
