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
    const validation = options.validation ?? (asksForFuture(rows, test) ? 'temporal' : 'random');
    return { split: splitGiven(rows, test, items, { positiveValue }), validation };
  }
  const dataset = buildDataset(rows, items, { positiveValue });
  if (options.protocol === 'leave-last-out') return { split: splitLeaveLastOut(dataset), validation: 'leave-last-out' };
  return { split: splitColdItems(dataset, coldPart, seed), validation: options.validation ?? 'random' };
}

/**
 * Whether the test asks for what came after training, told from the two files' time columns alone: nearly every user's
 * test lines are not older than the training lines of that user. Which items or users were held out is not looked at.
 */
function asksForFuture(train: readonly InteractionRow[], test: readonly InteractionRow[]): boolean {
  const newest = new Map<string, number>();
  for (const { userId, timestamp } of train) {
    if (timestamp === undefined) return false;
    newest.set(userId, Math.max(newest.get(userId) ?? Number.NEGATIVE_INFINITY, timestamp));
  }
  let after = 0;
  for (const { userId, timestamp } of test) {
    if (timestamp === undefined) return false;
    if (timestamp >= (newest.get(userId) ?? Number.NEGATIVE_INFINITY)) after += 1;
  }
  return after >= 0.95 * test.length;
}
