import { util } from '@aws-appsync/utils';
import type { PageToken } from './pageToken.ts';

/** What the resolvers of lists of the models table remember between their two halves. */
export interface ModelPageStash {
  token: PageToken;
  limit: number;
}

/** A page of a partition of the models table, newest first: its sort keys begin with the time. */
export function readNewest(partitionKey: string, { token, limit }: ModelPageStash) {
  return {
    operation: 'Query',
    query: {
      expression: '#pk = :pk',
      expressionNames: { '#pk': 'pk' },
      expressionValues: util.dynamodb.toMapValues({ ':pk': partitionKey }),
    },
    scanIndexForward: false,
    limit,
    nextToken: token.start,
    consistentRead: true,
  };
}
