import { livePartitionKey, liveSortKey, versionPartitionKey, type LiveRow } from '../../schema/contract/models.ts';
import type { ModelsTable } from '../shared/ModelsTable.ts';
import { ExperimentRefusedError } from './errors.ts';
import type { TransactionAction } from './writeChange.ts';

/**
 * The writes that make a version the live one, as `setLiveModel` makes it; none where it is live already.
 * @param now milliseconds since 1970
 * @throws ExperimentRefusedError when the version has no endpoint any more
 */
export async function promoteVersion(
  modelVersion: string,
  models: ModelsTable,
  now: number,
  caller: string,
): Promise<TransactionAction[]> {
  const [live, version] = await Promise.all([models.live(), models.version(modelVersion)]);
  const before = live?.champion.modelVersion;
  if (before === modelVersion) return [];
  if (!version?.endpointName) {
    throw new ExperimentRefusedError(
      'ModelVersionNotServed',
      `The version "${modelVersion}" has no endpoint any more, so its variant cannot be promoted. End the experiment without.`,
    );
  }
  const updatedAt = new Date(now).toISOString();
  const Item: LiveRow = {
    pk: livePartitionKey,
    sk: liveSortKey,
    revision: (live?.revision ?? 0) + 1,
    champion: { modelVersion, endpointName: version.endpointName },
    updatedAt,
    updatedBy: caller,
  };
  const TableName = models.name;
  const toStatus = (sk: string, condition: string, update: string, values: Record<string, string>) => ({
    Update: {
      TableName,
      Key: { pk: versionPartitionKey, sk },
      UpdateExpression: `SET #status = :status${update}`,
      ConditionExpression: condition,
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: values,
    },
  });
  return [
    {
      Put: {
        TableName,
        Item,
        ...(live
          ? { ConditionExpression: 'revision = :revision', ExpressionAttributeValues: { ':revision': live.revision } }
          : { ConditionExpression: 'attribute_not_exists(pk)' }),
      },
    },
    // The clean-up of a training may have taken the endpoint since it was read.
    toStatus(modelVersion, 'attribute_exists(endpointName)', '', { ':status': 'LIVE' }),
    ...(before
      ? [
          toStatus(before, 'attribute_exists(pk)', ', retiredAt = :now', {
            ':status': 'RETIRED',
            ':now': updatedAt,
          }),
        ]
      : []),
  ];
}
