import { QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { QueryCommandOutput, ScanCommandOutput, Select } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDataSourceOptions } from './DynamoDBDataSourceOptions.ts';
import { plainItem } from './attributeValues.ts';
import { expressionParts, required } from './expressions.ts';
import type { Expression } from './expressions.ts';
import { decodePageToken, encodePageToken } from './pageToken.ts';

export interface PageRequest {
  query?: Expression | null;
  filter?: Expression | null;
  projection?: Expression | null;
  index?: string | null;
  limit?: number | null;
  nextToken?: string | null;
  scanIndexForward?: boolean | null;
  consistentRead?: boolean | null;
  select?: Select | null;
  totalSegments?: number | null;
  segment?: number | null;
}

/** `{items, nextToken, scannedCount}` of one page. */
export async function query(options: DynamoDBDataSourceOptions, request: PageRequest): Promise<unknown> {
  const key = required(request.query, 'query');
  return page(
    await options.client.send(
      new QueryCommand({
        ...common(options, request),
        KeyConditionExpression: key.expression,
        ScanIndexForward: request.scanIndexForward ?? true,
        ...expressionParts(key, request.filter, request.projection),
      }),
    ),
  );
}

export async function scan(options: DynamoDBDataSourceOptions, request: PageRequest): Promise<unknown> {
  return page(
    await options.client.send(
      new ScanCommand({
        ...common(options, request),
        TotalSegments: request.totalSegments ?? undefined,
        Segment: request.segment ?? undefined,
        ...expressionParts(request.filter, request.projection),
      }),
    ),
  );
}

function common(options: DynamoDBDataSourceOptions, request: PageRequest) {
  return {
    TableName: options.tableName,
    IndexName: request.index ?? undefined,
    Limit: request.limit ?? undefined,
    ConsistentRead: request.consistentRead ?? false,
    ExclusiveStartKey: decodePageToken(request.nextToken),
    FilterExpression: request.filter?.expression || undefined,
    ProjectionExpression: request.projection?.expression || undefined,
    Select: request.select ?? undefined,
  };
}

function page(output: QueryCommandOutput | ScanCommandOutput): unknown {
  return {
    items: (output.Items ?? []).map(plainItem),
    nextToken: encodePageToken(output.LastEvaluatedKey),
    scannedCount: output.ScannedCount ?? 0,
  };
}
