import type { CatalogueItem } from '../contract/index.ts';
import { buildDataset } from '../data/buildDataset.ts';
import type { DatasetOptions, InteractionRow } from '../data/DatasetBuilder.ts';
import type { ValidationKind } from '../tuning/validationFolds.ts';
import type { EvaluationSplit } from '../splits/EvaluationSplit.ts';
import { EvaluationInputError } from './EvaluationInputError.ts';
import type { EvaluationOptions } from './evaluationOptions.ts';
import { readInteractions } from './readInteractions.ts';
import { readItems } from './readItems.ts';
import { splitGiven } from '../splits/splitGiven.ts';
import { splitColdItems, splitLeaveLastOut } from '../splits/splits.ts';

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
  if (split.cases.length === 0)
    throw new EvaluationInputError('No user has anything held out: there is nothing to measure.');
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
  const { answersFrom, seed } = options;
  const rules = rulesOf(options.ratings);
  if (test !== undefined) {
    const validation = options.validation ?? validationLike(rows, test);
    return { split: splitGiven(rows, test, items, { ...rules, answersFrom }), validation };
  }
  const dataset = buildDataset(rows, items, rules);
  if (options.protocol === 'leave-last-out') return { split: splitLeaveLastOut(dataset), validation: 'leave-last-out' };
  return { split: splitColdItems(dataset, coldPart, seed), validation: options.validation ?? 'random' };
}

function rulesOf(ratings: EvaluationOptions['ratings']): DatasetOptions {
  if (ratings === 'own-mean') return {};
  return ratings === 'ignored' ? { valueMeanings: { RATING: 'NONE' } } : { positiveValue: ratings };
}

/** Part of the test lines (or users) that must agree before a file counts as one kind. */
const nearlyAll = 0.95;

/**
 * What the test asks, told from the two files' users and time columns alone: the future of everybody (nearly every line
 * is newer than all of training), each user's last event (one line per user, newer than that user's training lines
 * where there are times), the future of each user, or gaps. Which items were held out is not looked at.
 */
export function validationLike(train: readonly InteractionRow[], test: readonly InteractionRow[]): ValidationKind {
  const newest = new Map<string, number>();
  let newestOfAll = Number.NEGATIVE_INFINITY;
  let hasTimes = true;
  for (const { userId, timestamp } of train) {
    if (timestamp === undefined) hasTimes = false;
    const time = timestamp ?? Number.NEGATIVE_INFINITY;
    newest.set(userId, Math.max(newest.get(userId) ?? Number.NEGATIVE_INFINITY, time));
    newestOfAll = Math.max(newestOfAll, time);
  }
  const lines = new Map<string, number>();
  let afterAll = 0;
  let afterOwn = 0;
  for (const { userId, timestamp } of test) {
    if (timestamp === undefined) hasTimes = false;
    if (newest.has(userId)) lines.set(userId, (lines.get(userId) ?? 0) + 1);
    const time = timestamp ?? Number.NEGATIVE_INFINITY;
    if (time >= newestOfAll) afterAll += 1;
    if (time >= (newest.get(userId) ?? Number.NEGATIVE_INFINITY)) afterOwn += 1;
  }
  const ofTest = nearlyAll * test.length;
  if (hasTimes && afterAll >= ofTest) return 'temporal';
  if (hasTimes && afterOwn < ofTest) return 'random';
  const single = [...lines.values()].filter((count) => count === 1).length;
  if (single >= ofTest) return 'leave-last-out';
  return hasTimes ? 'newest-part' : 'random';
}
