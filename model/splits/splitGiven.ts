import type { CatalogueItem } from '../contract/index.ts';
import { DatasetBuilder } from '../data/DatasetBuilder.ts';
import type { DatasetOptions, InteractionRow } from '../data/DatasetBuilder.ts';
import { newestTime } from '../data/historyOf.ts';
import { eventWeight } from '../data/eventTypeWeights.ts';
import type { EvaluationCase, EvaluationSplit } from './EvaluationSplit.ts';
import { caseOf } from './splits.ts';

/**
 * The split that two files give. The catalogue is what training contains, with the items of `items`; right answers
 * outside it count as misses. Users of the test without training have an empty history.
 */
export function splitGiven(
  trainRows: Iterable<InteractionRow>,
  testRows: Iterable<InteractionRow>,
  items: Iterable<CatalogueItem> = [],
  options: DatasetOptions = {},
): EvaluationSplit {
  const builder = new DatasetBuilder(options);
  for (const row of trainRows) builder.add(row);
  for (const item of items) builder.addItem(item);
  const train = builder.build();
  const indexOfItem = new Map(train.itemIds.map((itemId, index) => [itemId, index]));
  const indexOfUser = new Map(train.userIds.map((userId, index) => [userId, index]));

  const answers = new Map<string, Set<string>>();
  for (const row of testRows) {
    const eventType = row.eventType ?? (row.value === undefined ? 'VIEW' : 'RATING');
    if (!(eventWeight(eventType, row.value, options.eventTypeWeights, options.positiveValue) > 0)) continue;
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
        ? newUserCase(known, outside, now, train.hasTimestamps)
        : caseOf(train, user, { items: known, outside }, now),
    );
  }
  return { train, cases };
}

function newUserCase(items: number[], outside: number, now: number, hasTimestamps: boolean): EvaluationCase {
  return {
    history: { items: new Uint32Array(0), weights: new Float32Array(0), ages: new Float32Array(0) },
    context: hasTimestamps ? { now } : {},
    seen: new Uint32Array(0),
    relevant: Uint32Array.from(items),
    relevantCount: items.length + outside,
  };
}
