import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

const reads = ['BatchGetItem', 'DescribeTable', 'GetItem', 'Query', 'Scan'];

/**
 * Grants exactly these actions on a table, and the use of its key. The table's own `grantReadData` and the like hand out
 * every action of their kind, `Scan` included.
 * @param actions DynamoDB actions without `dynamodb:`
 */
export function grantTable(table: TableV2, grantee: IGrantable, actions: string[]): void {
  table.grant(grantee, ...actions.map((action) => `dynamodb:${action}`));
  if (actions.every((action) => reads.includes(action))) {
    table.encryptionKey?.grantDecrypt(grantee);
    return;
  }
  table.encryptionKey?.grantEncryptDecrypt(grantee);
  const role = grantee.grantPrincipal;
  if (!Construct.isConstruct(role)) return;
  for (const action of ['kms:ReEncrypt*', 'kms:GenerateDataKey*']) {
    acknowledge(
      role,
      `IAM5[Action::${action}]`,
      'The two forms of one action on one key, as DynamoDB asks of its callers.',
    );
  }
}

/** Grants queries of one index of a table. What is encrypted there needs a grant on the table as well (`grantTable`). */
export function grantIndex(table: TableV2, index: string, grantee: IGrantable): void {
  Grant.addToPrincipal({
    grantee,
    actions: ['dynamodb:Query'],
    resourceArns: [`${table.tableArn}/index/${index}`],
  });
}
