import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { VariantShare } from '../../experiments/assignVariant.ts';
import { experimentSplitSortKey } from '../../schema/contract/experiments.ts';
import type { ExperimentRow, ExperimentSplitRow } from '../../schema/contract/experiments.ts';
import { experimentPartitionKey, experimentsPartitionKey, placementKeys } from '../../schema/contract/feedback.ts';
import type { PlacementRow, RunningExperiment } from '../../schema/contract/feedback.ts';
import { ExperimentContendedError } from './errors.ts';
import type { ExperimentRows } from './ExperimentRows.ts';

export type TransactionAction = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** A change of an experiment and of what it means for its placement: all of it or nothing. */
export interface ExperimentChange {
  /** As they were read: the change is made only while they are so. */
  before: { experiment?: ExperimentRow; placement?: PlacementRow };
  after: Omit<ExperimentRow, 'pk' | 'sk' | 'revision' | 'updatedAt' | 'updatedBy'>;
  /** What applies to the placement from now on; left out when it stays as it is. */
  placement?: { settings: string; running: RunningExperiment | undefined };
  /** The split from now on. */
  split?: VariantShare[];
  /** What is written with it in other tables. */
  beside?: TransactionAction[];
}

/**
 * Writes all copies of what applies to the placement, the experiment and its split in one transaction. `putPlacement`
 * writes the same copies under a condition on the same revision: neither overwrites the other.
 * @param now milliseconds since 1970
 * @returns the experiment as it is then
 * @throws ExperimentContendedError when somebody else wrote meanwhile
 */
export async function writeChange(
  rows: ExperimentRows,
  { before, after, placement, split, beside = [] }: ExperimentChange,
  now: number,
  caller: string,
): Promise<ExperimentRow> {
  const updated = { updatedAt: new Date(now).toISOString(), updatedBy: caller };
  const { experimentId } = after;
  const experiment: ExperimentRow = {
    ...after,
    pk: experimentsPartitionKey,
    sk: experimentId,
    revision: (before.experiment?.revision ?? 0) + 1,
    ...updated,
  };
  const TableName = rows.name;
  const actions: TransactionAction[] = [
    { Put: { TableName, Item: experiment, ...onlyAt(before.experiment?.revision) } },
    ...beside,
  ];
  if (placement) {
    const row = {
      placement: after.placement,
      revision: (before.placement?.revision ?? 0) + 1,
      settings: placement.settings,
      experiment: placement.running && JSON.stringify(placement.running),
      ...updated,
    };
    actions.push(
      ...placementKeys(after.placement).map((key, index) => ({
        Put: {
          TableName,
          Item: { ...key, ...row },
          ...(index === 0 && onlyAt(before.placement?.revision)),
        },
      })),
    );
  }
  if (split) {
    const Item: ExperimentSplitRow = {
      pk: experimentPartitionKey(experimentId),
      sk: experimentSplitSortKey(updated.updatedAt),
      shares: JSON.stringify(split),
    };
    actions.push({ Put: { TableName, Item } });
  }
  try {
    await rows.client.send(new TransactWriteCommand({ TransactItems: actions }));
    return experiment;
  } catch (error) {
    if (isContended(error)) throw new ExperimentContendedError(experimentId);
    throw error;
  }
}

const onlyAt = (revision: number | undefined) =>
  revision === undefined
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: 'revision = :revision', ExpressionAttributeValues: { ':revision': revision } };

function isContended(error: unknown): boolean {
  if (!(error instanceof TransactionCanceledException)) return false;
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
  return codes.some((code) => code === 'ConditionalCheckFailed' || code === 'TransactionConflict');
}

const attempts = 4;

/** Decides on what is there, and again when somebody else wrote it meanwhile. */
export async function untilUncontended<Answer>(decide: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await decide();
    } catch (error) {
      if (!(error instanceof ExperimentContendedError) || attempt === attempts) throw error;
    }
  }
}
