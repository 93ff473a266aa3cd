import { util } from '@aws-appsync/utils';

/** One row of a table with partition and sort key, as it is now. */
export function readRow(pk: string, sk: string) {
  return { operation: 'GetItem', key: util.dynamodb.toMapValues({ pk, sk }), consistentRead: true };
}
