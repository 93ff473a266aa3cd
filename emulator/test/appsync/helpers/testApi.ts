import { createNoneDataSource, startAppSync } from '../../../appsync/index.ts';
import type { AppSyncLogEntry, DataSource, RunningAppSync, StartAppSyncOptions } from '../../../appsync/index.ts';

export const apiKey = 'da2-test';

/** Code of a resolver or function from the bodies of its two handlers. */
export function code(request: string, response = 'return ctx.result;'): string {
  return `import { util, runtime, extensions } from '@aws-appsync/utils';
export function request(ctx) { ${request} }
export function response(ctx) { ${response} }`;
}

/** A unit resolver on the NONE data source that answers what `response` returns. */
export function unit(typeName: string, fieldName: string, response: string, request = 'return { payload: null };') {
  return { typeName, fieldName, kind: 'UNIT' as const, dataSource: 'None', code: code(request, response) };
}

export interface TestApi extends RunningAppSync {
  logged: AppSyncLogEntry[];
  query(query: string, variables?: Record<string, unknown>, headers?: Record<string, string>): Promise<TestAnswer>;
}

export interface TestAnswer {
  status: number;
  headers: Headers;
  // Tests read answers of many shapes.
  data?: Record<string, unknown> | null;
  errors?: Record<string, unknown>[];
}

/** An API with an API key as default mode and the NONE data source; `options` adds to it. */
export async function startTestApi(options: Partial<StartAppSyncOptions> & { schema: string }): Promise<TestApi> {
  const logged: AppSyncLogEntry[] = [];
  const dataSources: Record<string, DataSource> = { None: createNoneDataSource(), ...options.dataSources };
  const running = await startAppSync({
    apiName: 'test',
    apiId: 'testapi',
    region: 'us-east-1',
    accountId: '123456789012',
    resolvers: [],
    functions: [],
    authorization: { default: { type: 'API_KEY', keys: [{ value: apiKey }] } },
    // For those who run these conversations on the second engine.
    engine: process.env.EMULATOR_APPSYNC as StartAppSyncOptions['engine'],
    port: 0,
    log: (entry) => logged.push(entry),
    ...options,
    dataSources,
  });
  return {
    ...running,
    logged,
    query: async (query, variables = {}, headers = { 'x-api-key': apiKey }) => {
      const response = await fetch(running.graphqlUrl, {
        method: 'POST',
        headers,
        body: JSON.stringify({ query, variables }),
      });
      return { status: response.status, headers: response.headers, ...((await response.json()) as object) };
    },
  };
}
