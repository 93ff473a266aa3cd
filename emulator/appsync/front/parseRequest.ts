import { RequestRefused } from '../engine/RequestRefused.ts';

export interface RequestBody {
  query: string;
  variables: Record<string, unknown>;
  operationName?: string;
}

/**
 * Reads the JSON of a GraphQL request and refuses it in AppSync's words.
 * https://github.com/graphql/graphql-over-http/issues/81
 */
export function parseRequest(text: string): RequestBody {
  if (text.trim() === '') throw new RequestRefused('MalformedHttpRequestException', 'Request body is empty.');
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw new RequestRefused('MalformedHttpRequestException', 'Unable to parse GraphQL query.', { cause });
  }
  if (!isRecord(body) || typeof body.query !== 'string' || body.query.trim() === '') {
    throw new RequestRefused('MalformedHttpRequestException', 'Unable to parse GraphQL query.');
  }
  const { query, variables, operationName } = body;
  if (variables !== undefined && variables !== null && !isRecord(variables)) {
    throw new RequestRefused(
      'MalformedHttpRequestException',
      'Unable to parse GraphQL query: variables must be an object.',
    );
  }
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') {
    throw new RequestRefused(
      'MalformedHttpRequestException',
      'Unable to parse GraphQL query: operationName must be a text.',
    );
  }
  return { query, variables: variables ?? {}, operationName: operationName ?? undefined };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
