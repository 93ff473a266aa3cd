import type { CatalogueItem } from '../contract/index.ts';
import { buildDataset } from '../data/buildDataset.ts';
import type { DatasetOptions, InteractionRow } from '../data/DatasetBuilder.ts';
import type { ValidationKind } from '../tuning/validationFolds.ts';
import type { EvaluationSplit } from '../splits/EvaluationSplit.ts';
import { EvaluationInputError } from './EvaluationInputError.ts';
import type { ReadResult } from './collectRows.ts';
import type { EvaluationOptions, Protocol } from './evaluationOptions.ts';
import { readInteractions } from './readInteractions.ts';
import { readItems } from './readItems.ts';
import { splitGiven } from '../splits/splitGiven.ts';
import { splitColdItems, splitLeaveLastOut, splitNewestPart, splitRandom, splitTemporal } from '../splits/splits.ts';

const coldPart = 0.1;

export interface LoadedSplit {
  readonly split: EvaluationSplit;
  readonly validation: ValidationKind;
  /** The part of all lines that is asked for. */
  readonly heldOutPart: number;
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
  const rows = await readFiles((options.train ?? options.interactions) as string, options.hasTimes);
  const test = options.protocol === 'given' ? await readFiles(options.test as string, options.hasTimes) : undefined;
  const read = [items, rows, test].filter((one) => one !== undefined);
  const cut =
    test === undefined ? cutOne(options, rows.rows, items?.rows) : cutGiven(options, rows.rows, test.rows, items?.rows);
  if (cut.split.cases.length === 0)
    throw new EvaluationInputError('No user has anything held out: there is nothing to measure.');
  return {
    ...cut,
    problems: read.flatMap((one) => one.problems),
    brokenLines: read.reduce((sum, one) => sum + one.brokenLines, 0),
  };
}

/** The rows of one file, or of several whose names are separated by commas. */
async function readFiles(paths: string, hasTimes: boolean): Promise<ReadResult<InteractionRow>> {
  const read: ReadResult<InteractionRow>[] = [];
  for (const path of paths.split(',')) read.push(await readInteractions(path));
  const rows = read.flatMap((one) => one.rows);
  return {
    rows: hasTimes ? rows : rows.map((row) => ({ ...row, timestamp: undefined })),
    problems: read.flatMap(({ problems }) => problems),
    brokenLines: read.reduce((sum, { brokenLines }) => sum + brokenLines, 0),
  };
}

type Cut = Pick<LoadedSplit, 'split' | 'validation' | 'heldOutPart'>;

function cutGiven(
  { answersFrom, ratings, validation }: EvaluationOptions,
  rows: InteractionRow[],
  test: InteractionRow[],
  items: CatalogueItem[] | undefined,
): Cut {
  return {
    split: splitGiven(rows, test, items, { ...rulesOf(ratings), answersFrom }),
    validation: validation ?? validationLike(rows, test),
    heldOutPart: test.length / (rows.length + test.length),
  };
}

function cutOne(
  { protocol, part, power, seed, ratings, validation }: EvaluationOptions,
  rows: InteractionRow[],
  items: CatalogueItem[] | undefined,
): Cut {
  const dataset = buildDataset(rows, items, rulesOf(ratings));
  const all = Infinity;
  // Where there are no times, nothing tells the trainer that the newest lines will be asked for.
  const future = dataset.hasTimestamps ? ('newest-part' as const) : ('random' as const);
  const cutters: Record<Exclude<Protocol, 'given'>, () => [EvaluationSplit, ValidationKind]> = {
    random: () => [splitRandom(dataset, part, seed), 'random'],
    popularity: () => [splitRandom(dataset, part, seed, all, power), 'random'],
    newest: () => [splitNewestPart(dataset, part), future],
    window: () => [splitTemporal(dataset, part), 'temporal'],
    'leave-last-out': () => [splitLeaveLastOut(dataset), 'leave-last-out'],
    'cold-items': () => [splitColdItems(dataset, coldPart, seed), 'random'],
  };
  if (protocol === 'window' && !dataset.hasTimestamps) {
    throw new EvaluationInputError('--protocol window needs lines with times.');
  }
  const [split, suggested] = cutters[protocol as Exclude<Protocol, 'given'>]();
  return { split, validation: validation ?? suggested, heldOutPart: part };
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
