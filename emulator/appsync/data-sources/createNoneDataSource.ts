import type { DataSource } from '../types.ts';

/**
 * The NONE data source: answers the payload of the request.
 * https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-none-js.html
 */
export function createNoneDataSource(): DataSource {
  return {
    type: 'NONE',
    invoke: async (request) => (request as { payload?: unknown } | null)?.payload ?? null,
  };
}
