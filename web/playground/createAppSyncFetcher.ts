import { getOperationAST, parse } from 'graphql';
import type { DocumentNode, ExecutionResult } from 'graphql';
import type { Operation } from './Operation.ts';
import { subscribe } from './subscribe.ts';

interface FetcherOptions {
  headers?: Record<string, unknown>;
  documentAST?: DocumentNode;
}

/**
 * What GraphiQL calls to run an operation: queries and mutations over HTTP, subscriptions over AppSync's real-time
 * protocol. Headers typed into GraphiQL's own editor win over the credentials of the page.
 */
export function createAppSyncFetcher(url: string, credentials: () => Record<string, string>) {
  return (
    operation: Operation,
    options: FetcherOptions = {},
  ): Promise<ExecutionResult> | AsyncIterable<ExecutionResult> => {
    const headers = { ...credentials(), ...textHeaders(options.headers) };
    const document = options.documentAST ?? parse(operation.query);
    const kind = getOperationAST(document, operation.operationName)?.operation;
    return kind === 'subscription' ? subscribe(url, headers, operation) : post(url, headers, operation);
  };
}

async function post(url: string, headers: Record<string, string>, operation: Operation): Promise<ExecutionResult> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(operation),
  });
  return (await response.json()) as ExecutionResult;
}

function textHeaders(headers: Record<string, unknown> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
