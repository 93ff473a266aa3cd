import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const auditor = 'auditor';

/** A copy of the templates with a role that may look at everything: nobody in the product may. */
export function withAuditor(templateFolder: string, folder: string): void {
  cpSync(templateFolder, folder, { recursive: true });
  const file = join(folder, 'recsync-training.template.json');
  const template = JSON.parse(readFileSync(file, 'utf8')) as { Resources: Record<string, unknown> };
  const Action = [
    ...['states:GetExecutionHistory', 'sagemaker:Describe*', 's3:ListBucket', 's3:GetObject', 'kms:Decrypt'],
    'cloudwatch:GetMetricData',
  ];
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };
  template.Resources.Auditor = {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: auditor,
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
      Policies: [
        {
          PolicyName: 'look',
          PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] },
        },
      ],
    },
  };
  writeFileSync(file, JSON.stringify(template));
}
