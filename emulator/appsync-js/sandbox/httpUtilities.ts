import { currentCall } from './call.ts';

/** https://docs.aws.amazon.com/appsync/latest/devguide/http-helpers-in-utils-http-js.html */
const NOT_FORWARDED = [
  'transfer-encoding',
  'connection',
  'host',
  'expect',
  'keep-alive',
  'upgrade',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'content-length',
];

const RESERVED = [...NOT_FORWARDED, 'content-type', 'content-encoding', 'date', 'via', 'set-cookie', 'trailer'];
const RESERVED_PREFIXES = ['x-amzn-', 'x-amz-', 'access-control-', 'sec-websocket-'];
const MAXIMUM_HEADER_BYTES = 4096;

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function addResponseHeader(name: string, value: unknown): void {
  const lower = String(name).toLowerCase();
  if (RESERVED.includes(lower) || RESERVED_PREFIXES.some((prefix) => lower.startsWith(prefix))) {
    throw new TypeError(`util.http.addResponseHeader: AppSync reserves the header "${name}"`);
  }
  const headers = currentCall().responseHeaders;
  for (const known of Object.keys(headers)) if (known.toLowerCase() === lower) delete headers[known];
  headers[name] = asText(value);
  const size = Object.entries(headers).reduce((sum, [key, text]) => sum + key.length + text.length, 0);
  if (size > MAXIMUM_HEADER_BYTES) {
    throw new TypeError(`util.http.addResponseHeader: ${size} bytes of headers; AppSync takes ${MAXIMUM_HEADER_BYTES}`);
  }
}

/** `util.http`. */
export const httpUtilities = {
  copyHeaders: (headers: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_FORWARDED.includes(name.toLowerCase()))),
  addResponseHeader,
  addResponseHeaders: (headers: Record<string, unknown>): void => {
    for (const [name, value] of Object.entries(headers)) addResponseHeader(name, value);
  },
};
