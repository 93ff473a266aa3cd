import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { assignVariant } from '../../experiments/assignVariant.ts';
import { withoutNulls } from '../../schema/contract/checks.ts';
import type { VariantRow } from '../../schema/contract/experiments.ts';
import { variantSortKey, type PlacementSettings, type RunningExperiment } from '../../schema/contract/feedback.ts';
import { userPartitionKey } from '../../schema/contract/keys.ts';

/** What a list is made by, and the experiment that says so. */
export interface AppliedExperiment {
  settings: PlacementSettings;
  /** The version that the variant asks; undefined for the one that is live. */
  modelVersion?: string;
  /** Null for a user who takes no part. */
  experimentId: string | null;
  variant: string | null;
}

export type ApplyExperiment = (
  running: RunningExperiment | undefined,
  userId: string | undefined,
  settings: PlacementSettings,
) => Promise<AppliedExperiment>;

/** Answers the variant that a user was exposed to, if any. */
export type ReadExposure = (userId: string, experimentId: string) => Promise<string | undefined>;

/**
 * Makes the function that applies what runs on a placement to a user's list. A variant's settings replace those of the
 * placement one by one. The user's variant follows from a hash; only where the split has moved is a row read, since
 * whoever was exposed keeps the variant. While it cannot be read, the hash decides: the first exposure counts anyway.
 */
export function createApplyExperiment(
  readExposure: ReadExposure,
  onTrouble: (what: string, cause: unknown) => void,
): ApplyExperiment {
  return async (running, userId, settings) => {
    const nothing: AppliedExperiment = { settings, experimentId: null, variant: null };
    if (!running || userId === undefined) return nothing;
    const { experimentId, variants, hasMoved } = running;
    const exposed = hasMoved
      ? await readExposure(userId, experimentId).catch((error: unknown) => {
          onTrouble('The variant of a user could not be read', error);
          return undefined;
        })
      : undefined;
    const name = variants.some(({ variant }) => variant === exposed)
      ? exposed
      : assignVariant(experimentId, userId, variants);
    const chosen = variants.find(({ variant }) => variant === name);
    if (!chosen) return nothing;
    return {
      settings: { ...settings, ...withoutNulls({ ...chosen.settings }) },
      ...(chosen.modelVersion && { modelVersion: chosen.modelVersion }),
      experimentId,
      variant: chosen.variant,
    };
  };
}

/** Reads the row that the stream writes: half a read unit. */
export function createExposureReader(client: DynamoDBDocumentClient, table: string): ReadExposure {
  return async (userId, experimentId) => {
    const { Item } = await client.send(
      new GetCommand({
        TableName: table,
        Key: { pk: userPartitionKey(userId), sk: variantSortKey(experimentId) },
        ProjectionExpression: 'variant',
      }),
    );
    return (Item as Pick<VariantRow, 'variant'> | undefined)?.variant;
  };
}
