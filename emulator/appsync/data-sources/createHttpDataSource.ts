import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { DataSourceError } from '../errors.ts';
import type { DataSource } from '../types.ts';

export interface HttpDataSourceOptions {
  /** Scheme, host and port, without a path, e.g. `https://states.us-east-1.amazonaws.com`. */
  endpoint: string;
  /** Signs requests with Signature Version 4 (the data source's AWS_IAM authorization config). */
  signing?: {
    region: string;
    service: string;
    credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  };
}

interface HttpDataSourceRequest {
  method?: unknown;
  resourcePath?: unknown;
  params?: { headers?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown } | null;
}

const methods = new Set(['GET', 'POST', 'PUT', 'DELETE', 'PATCH']);
const timeoutMilliseconds = 30_000;

/**
 * An HTTP data source: answers `{statusCode, headers, body}` with the body as text, whatever the status.
 * https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-http-js.html
 */
export function createHttpDataSource(options: HttpDataSourceOptions): DataSource {
  const endpoint = new URL(options.endpoint);
  return {
    type: 'HTTP',
    invoke: async (request, call) => {
      const signed = await sign(options, toHttpRequest(endpoint, request as HttpDataSourceRequest));
      const url = new URL(signed.path, endpoint);
      for (const [name, value] of Object.entries(signed.query)) url.searchParams.append(name, String(value));
      const left = call.deadline === undefined ? timeoutMilliseconds : Math.max(1, call.deadline - Date.now());
      try {
        const response = await fetch(url, {
          method: signed.method,
          headers: Object.fromEntries(Object.entries(signed.headers).filter(([name]) => name.toLowerCase() !== 'host')),
          body: signed.body as string | undefined,
          redirect: 'manual',
          signal: AbortSignal.timeout(Math.min(left, timeoutMilliseconds)),
        });
        return {
          statusCode: response.status,
          headers: Object.fromEntries(response.headers),
          body: await response.text(),
        };
      } catch (cause) {
        const timedOut = cause instanceof Error && cause.name === 'TimeoutError';
        throw new DataSourceError(
          timedOut ? 'HTTP:Timeout' : 'HTTP:RequestFailed',
          `${endpoint.origin} did not answer ${timedOut ? 'in time' : 'the request'}.`,
          { cause },
        );
      }
    },
  };
}

function toHttpRequest(endpoint: URL, request: HttpDataSourceRequest): HttpRequest {
  const { method, resourcePath, params } = request;
  if (typeof method !== 'string' || !methods.has(method)) {
    throw new DataSourceError(
      'MappingTemplate',
      `Unsupported method '${String(method ?? '')}': ${[...methods].join(', ')}.`,
    );
  }
  if (typeof resourcePath !== 'string' || !resourcePath.startsWith('/')) {
    throw new DataSourceError(
      'MappingTemplate',
      `resourcePath must start with '/'; it was '${String(resourcePath ?? '')}'.`,
    );
  }
  const body =
    params?.body === undefined || params.body === null || method === 'GET'
      ? undefined
      : typeof params.body === 'string'
        ? params.body
        : JSON.stringify(params.body);
  const given = Object.entries(params?.headers ?? {}).map(
    ([name, value]) => [name.toLowerCase(), String(value)] as const,
  );
  return new HttpRequest({
    method,
    protocol: endpoint.protocol,
    hostname: endpoint.hostname,
    port: endpoint.port === '' ? undefined : Number(endpoint.port),
    path: resourcePath,
    query: Object.fromEntries(Object.entries(params?.query ?? {}).map(([name, value]) => [name, String(value)])),
    headers: { ...Object.fromEntries(given), host: endpoint.host },
    body,
  });
}

async function sign({ signing }: HttpDataSourceOptions, request: HttpRequest): Promise<HttpRequest> {
  if (!signing) return request;
  return (await new SignatureV4({ ...signing, sha256: Sha256 }).sign(request)) as HttpRequest;
}
