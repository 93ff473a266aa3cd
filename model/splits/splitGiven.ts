import type { CatalogueItem } from '../contract/index.ts';
import type { Dataset } from '../data/Dataset.ts';
import { DatasetBuilder } from '../data/DatasetBuilder.ts';
import type { DatasetOptions, InteractionRow } from '../data/DatasetBuilder.ts';
import { eventWeight, isRating, ownMean } from '../contract/eventRules.ts';
import { newestTime } from '../data/historyOf.ts';
import type { EvaluationCase, EvaluationSplit } from './EvaluationSplit.ts';
import { caseOf } from './splits.ts';

/**
 * The split that two files give. The catalogue is what training contains, with the items of `items`; right answers
 * outside it count as misses. Users of the test without training have an empty history. A line of the test is a right
 * answer when it speaks for the item as it would in training, or, with `answersFrom`, when its value is that or more.
 */
export function splitGiven(
  trainRows: Iterable<InteractionRow>,
  testRows: Iterable<InteractionRow>,
  items: Iterable<CatalogueItem> = [],
  { answersFrom, ...options }: DatasetOptions & { answersFrom?: number } = {},
): EvaluationSplit {
  const builder = new DatasetBuilder(options);
  for (const row of trainRows) builder.add(row);
  for (const item of items) builder.addItem(item);
  const train = builder.build();
  const indexOfItem = new Map(train.itemIds.map((itemId, index) => [itemId, index]));
  const indexOfUser = new Map(train.userIds.map((userId, index) => [userId, index]));

  const means = new Map<string, number>();
  const isAnswer = ({ userId, eventType, value }: InteractionRow): boolean => {
    if (answersFrom !== undefined && value !== undefined) return value >= answersFrom;
    const mean = means.get(userId) ?? ownMean(ratingsOf(train, indexOfUser.get(userId)), train.rules);
    means.set(userId, mean);
    return eventWeight(eventType ?? (value === undefined ? 'VIEW' : 'RATING'), value, train.rules, mean) > 0;
  };
  const answers = new Map<string, Set<string>>();
  for (const row of testRows) {
    if (!isAnswer(row)) continue;
    const known = answers.get(row.userId);
    if (known === undefined) answers.set(row.userId, new Set([row.itemId]));
    else known.add(row.itemId);
  }
  const now = newestTime(train);
  const cases: EvaluationCase[] = [];
  for (const [userId, itemIds] of answers) {
    const known = [...itemIds].map((itemId) => indexOfItem.get(itemId)).filter((item) => item !== undefined);
    const outside = itemIds.size - known.length;
    const user = indexOfUser.get(userId);
    cases.push(
      user === undefined
        ? newUserCase(userId, known, outside, now, train.hasTimestamps)
        : caseOf(train, user, { items: known, outside }, now),
    );
  }
  return { train, cases };
}

/** The ratings that a user gave in training. */
function ratingsOf(train: Dataset, user: number | undefined): Float32Array {
  if (user === undefined) return new Float32Array(0);
  const [start, end] = [train.userOffsets[user], train.userOffsets[user + 1]];
  const typeAt = (position: number): string => train.eventTypeNames[train.eventTypes[position]];
  return train.values
    .subarray(start, end)
    .filter((value, index) => isRating(typeAt(start + index), value, train.rules));
}

function newUserCase(
  userId: string,
  items: number[],
  outside: number,
  now: number,
  hasTimestamps: boolean,
): EvaluationCase {
  return {
    userId,
    history: { items: new Uint32Array(0), weights: new Float32Array(0), ages: new Float32Array(0) },
    context: hasTimestamps ? { now } : {},
    seen: new Uint32Array(0),
    relevant: Uint32Array.from(items),
    relevantCount: items.length + outside,
  };
}
