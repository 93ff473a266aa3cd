import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { assignVariant } from '../../experiments/assignVariant.ts';
import {
  exposedPartitionKey,
  exposureBucketOf,
  exposureBucketSeconds,
  exposureSettlingSeconds,
  experimentSumsSortKey,
  splitSettlingSeconds,
  type ExperimentRow,
  type ExperimentSumsRow,
  type VariantRow,
} from '../../schema/contract/experiments.ts';
import { experimentPartitionKey } from '../../schema/contract/feedback.ts';
import { ExperimentContendedError } from './errors.ts';
import type { ExperimentRows, Split } from './ExperimentRows.ts';
import { addOutcomes, emptySums, type ExperimentSums, type UserOutcome } from './ExperimentSums.ts';
import type { ExposedUser, ExposedUsers } from './ExposedUsers.ts';
import { outcomeOf } from './outcomeOf.ts';
import { planOf, settingsOf } from './planOf.ts';

export interface ClosingDependencies {
  rows: ExperimentRows;
  users: ExposedUsers;
  /** Milliseconds since 1970. */
  clock: () => number;
}

/** Partitions that are read at once. */
const bucketsAtOnce = 30;
/** Users after whom what is known is written. */
const usersOfStep = 2_000;
/** Milliseconds after which no further step begins: the next run goes on. */
const longest = 120_000;

/**
 * Takes every user into the sums whose window is over. The sums say until where they reach and are written under a
 * condition, so that each user is in them once, whatever runs twice or breaks off.
 * @returns the sums as they are then
 */
export async function closeWindows(
  row: ExperimentRow,
  splits: Split[],
  { rows, users, clock }: ClosingDependencies,
): Promise<ExperimentSums> {
  const settings = settingsOf(row);
  const { experimentId } = settings;
  const plan = planOf(settings);
  let known = await rows.sums(experimentId);
  let sums = known ? (JSON.parse(known.sums) as ExperimentSums) : emptySums(settings);
  const started = clock();
  const overSince = Math.floor(started / 1000) - settings.windowSeconds - exposureSettlingSeconds;
  // A bucket is over when its last second is.
  const end = exposureBucketOf(overSince);
  let bucket = known?.closedUntil ?? exposureBucketOf(Math.floor(Date.parse(row.startedAt ?? row.createdAt) / 1000));
  while (bucket < end && clock() - started < longest) {
    const userIds = new Set<string>();
    while (bucket < end && userIds.size < usersOfStep) {
      const starts: number[] = [];
      for (; starts.length < bucketsAtOnce && bucket < end; bucket += exposureBucketSeconds) starts.push(bucket);
      const read = await Promise.all(starts.map((start) => readBucket(rows, exposedPartitionKey(experimentId, start))));
      for (const userId of read.flat()) userIds.add(userId);
    }
    if (userIds.size > 0) {
      const exposed = await users.read([...userIds], experimentId, settings.segments);
      sums = take(exposed, sums);
    }
    known = await write(rows, experimentId, known, bucket, sums, clock());
  }
  return sums;

  function take(exposed: ExposedUser[], before: ExperimentSums): ExperimentSums {
    let after: ExperimentSums = { ...before, leftOut: { ...before.leftOut } };
    const bySplit = new Map<Split, UserOutcome[]>();
    for (const { userId, row: variantRow, isSuspect, segment } of exposed) {
      if (isSuspect) {
        after.leftOut.suspects += 1;
        continue;
      }
      const split = splitOf(userId, variantRow, splits);
      if (!split) {
        after.leftOut.unclear += 1;
        continue;
      }
      const outcomes = bySplit.get(split) ?? [];
      bySplit.set(split, outcomes);
      outcomes.push({ ...outcomeOf(variantRow, settings), segment });
    }
    for (const [{ shares }, outcomes] of bySplit) after = addOutcomes(after, outcomes, shares, plan);
    return after;
  }
}

/**
 * The split that the user's variant comes from; undefined when the list was made so near a change that it may be either,
 * and when the variant is not the one that the split gives the user, as with an id that a client made up.
 */
function splitOf(userId: string, { experimentId, variant, madeAt }: VariantRow, splits: Split[]): Split | undefined {
  const index = splits.findLastIndex(({ from }) => Math.floor(from / 1000) <= madeAt);
  const split = splits[index] as Split | undefined;
  if (!split || assignVariant(experimentId, userId, split.shares) !== variant) return undefined;
  // The first split has none before it.
  return index > 0 && madeAt * 1000 < split.from + splitSettlingSeconds * 1000 ? undefined : split;
}

async function readBucket(rows: ExperimentRows, pk: string): Promise<string[]> {
  const userIds: string[] = [];
  for await (const page of rows.pages(pk)) userIds.push(...page.map(({ sk }) => String(sk)));
  return userIds;
}

async function write(
  rows: ExperimentRows,
  experimentId: string,
  before: ExperimentSumsRow | undefined,
  closedUntil: number,
  sums: ExperimentSums,
  now: number,
): Promise<ExperimentSumsRow> {
  const Item: ExperimentSumsRow = {
    pk: experimentPartitionKey(experimentId),
    sk: experimentSumsSortKey,
    revision: (before?.revision ?? 0) + 1,
    closedUntil,
    sums: JSON.stringify(sums),
    updatedAt: new Date(now).toISOString(),
  };
  try {
    await rows.client.send(
      new PutCommand({
        TableName: rows.name,
        Item,
        ...(before
          ? { ConditionExpression: 'revision = :revision', ExpressionAttributeValues: { ':revision': before.revision } }
          : { ConditionExpression: 'attribute_not_exists(pk)' }),
      }),
    );
    return Item;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) {
      throw new ExperimentContendedError(experimentId);
    }
    throw error;
  }
}
