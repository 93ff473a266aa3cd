import type { Arrow } from '../Arrow.ts';
import { calls, tableUse, writingObjects } from '../needs.ts';
import type { Principal } from '../PolicyDecisions.ts';
import type { Properties, Resources } from '../Resource.ts';
import { planTrainingRun } from '../trainingRun.ts';

/**
 * DynamoDB writes an export into the bucket in the name of whoever asked for it:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport_Requesting.html (Set up S3 permissions)
 * @param name `<state machine>/<state>`
 */
export function exportTask(name: string, parameters: Properties, role: Principal, resources: Resources): Arrow[] {
  const exports = planTrainingRun(resources).exports.filter(({ exportType }) => exportType === parameters.ExportType);
  if (exports.length === 0) throw new Error(`${name} exports what no run plans (trainingRun.ts).`);
  return exports.flatMap(({ tableArn, bucket, prefix }): Arrow[] => {
    const table = resources.get(tableArn);
    const uris = [`s3://${bucket}/${prefix}/`];
    return [
      {
        kind: 'workflow → DynamoDB',
        name: `${name} → ${table.id}`,
        needs: tableUse(role, table, resources, ['ExportTableToPointInTime']),
      },
      {
        kind: 'workflow → S3',
        name: `${name} → ${bucket}`,
        needs: [
          ...writingObjects(role, uris, resources),
          ...writingObjects(role, uris, resources, { action: 's3:PutObjectAcl' }),
          ...writingObjects(role, uris, resources, { action: 's3:AbortMultipartUpload', key: ['kms:Decrypt'] }),
          ...calls(role, resources.get(parameters.S3SseKmsKeyId).arn, ['kms:GenerateDataKey']),
        ],
      },
    ];
  });
}

/** @param name `<state machine>/<state>` */
export function describeExportTask(name: string, role: Principal, resources: Resources): Arrow[] {
  return planTrainingRun(resources).exports.map(({ tableArn }) => ({
    kind: 'workflow → DynamoDB',
    name: `${name} → ${resources.get(tableArn).id}`,
    needs: calls(role, `${tableArn}/export/01234567890123-a1b2c3d4`, ['dynamodb:DescribeExport']),
  }));
}
