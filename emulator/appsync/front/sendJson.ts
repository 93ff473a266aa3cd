import { randomUUID } from 'node:crypto';
import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { ServerResponse } from 'node:http';

/** As AppSync answers every origin. */
const crossOrigin = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amz-user-agent,x-amzn-ErrorMessage,Date',
};
/** A resolver may not speak for the connection. */
const reserved = /^(content-type|content-length|transfer-encoding|connection|keep-alive|upgrade|access-control-.*)$/i;

/** Sends a JSON body (a text is JSON already) with the headers that AppSync sends; answers its bytes. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): number {
  const text = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  if (response.headersSent || response.destroyed) return 0;
  response.writeHead(status, {
    'content-type': 'application/json;charset=UTF-8',
    'content-length': text.length,
    'x-amzn-requestid': randomUUID(),
    'x-amzn-appsync-tokensconsumed': '1',
    ...crossOrigin,
    ...Object.fromEntries(Object.entries(headers).filter(([name, value]) => isSendable(name, value))),
  });
  response.end(text);
  return text.length;
}

/** An error of the whole request, in AppSync's shape. */
export function sendError(response: ServerResponse, status: number, errorType: string, message: string): void {
  sendJson(response, status, { errors: [{ errorType, message }] }, { 'x-amzn-errortype': errorType });
}

/** Answers the preflight of a browser. */
export function sendPreflight(response: ServerResponse, requestedHeaders: string | undefined): void {
  response.writeHead(200, {
    ...crossOrigin,
    'access-control-allow-headers': requestedHeaders ?? '*',
    'access-control-allow-methods': 'OPTIONS,POST',
    'access-control-max-age': '172800',
    'content-length': 0,
  });
  response.end();
}

function isSendable(name: string, value: unknown): value is string {
  if (reserved.test(name) || typeof value !== 'string') return false;
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}
