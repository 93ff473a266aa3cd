import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { OperationRefused } from './errors.ts';

interface Answer<Result> {
  data?: Result | null;
  errors?: { message: string; errorType?: string | null }[];
}

/**
 * Sends one of the operations of schema/operations, as any client does.
 * @throws OperationRefused with the type of the first error
 */
export async function postOperation<Result, Variables>(
  { url, token }: { url: string; token: string },
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: token },
    body: JSON.stringify({ query: print(document), variables }),
  });
  const { data, errors } = (await response.json()) as Answer<Result>;
  const [first] = errors ?? [];
  if (first || !data) {
    throw new OperationRefused(first?.errorType ?? `HTTP ${response.status}`, first?.message ?? 'no data');
  }
  return data;
}
