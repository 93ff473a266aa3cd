import { util } from '@aws-appsync/utils';
import type { PageToken } from './pageToken.ts';

/** What the resolvers of lists of a table with `pk` and `sk` remember between their two halves. */
export interface TablePageStash {
  token: PageToken;
  limit: number;
}

/** A page of a partition, in the order of its sort keys or, where those begin with the time, newest first. */
export function readPartition(
  partitionKey: string,
  { token, limit }: TablePageStash,
  direction: 'FORWARD' | 'BACKWARD',
) {
  return {
    operation: 'Query',
    query: {
      expression: '#pk = :pk',
      expressionNames: { '#pk': 'pk' },
      expressionValues: util.dynamodb.toMapValues({ ':pk': partitionKey }),
    },
    scanIndexForward: direction === 'FORWARD',
    limit,
    nextToken: token.start,
    consistentRead: true,
  };
}
