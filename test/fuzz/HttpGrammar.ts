import { deflateRawSync, gzipSync } from 'node:zlib';
import { seededRandom } from '../model/kernels/seededRandom.ts';
import { boundaryTexts } from './boundaryValues.ts';

/** One request as bytes, made from a seed and its number alone. */
export interface RawRequest {
  number: number;
  bytes: Buffer;
  /** Whether the server has all that was announced; else it may wait for more. */
  isComplete: boolean;
  /** Whether everything of it is as AppSync takes it. */
  isRight: boolean;
}

const question = { query: '{ items(limit: 1) { nextToken } }' };
const paths = [
  '/graphql/',
  '/graphql?query={items{nextToken}}',
  '/GRAPHQL',
  '//graphql',
  '/',
  '/graphql%00',
  '/graphql#a',
];
const contentTypes = [
  'text/plain',
  'application/graphql',
  'application/json; charset=utf-16',
  'multipart/form-data',
  '',
];
const bodies: readonly (string | Buffer)[] = [
  '',
  'null',
  '[]',
  '"x"',
  '{"query":7}',
  '{"query":""}',
  '{"query":"{","query":"}"}',
  JSON.stringify([question, question]),
  `\uFEFF${JSON.stringify(question)}`,
  JSON.stringify({ ...question, variables: [] }),
  JSON.stringify({ ...question, variables: 'x' }),
  JSON.stringify({ ...question, operationName: 'Missing' }),
  JSON.stringify({ ...question, operationName: {} }),
  JSON.stringify({ ...question, extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }),
  JSON.stringify({ query: `{ ${'a: items { nextToken } '.repeat(3000)} }` }),
  JSON.stringify({ query: `${'{ items '.repeat(5000)}` }),
  JSON.stringify({ query: `query ($a: String = "${'x'.repeat(90_000)}") { items { nextToken } }` }),
  '{"variables":{"__proto__":{"a":1}},"query":"{ items { nextToken } }"}',
  Buffer.from(JSON.stringify(question), 'utf16le'),
  Buffer.concat([Buffer.from('{"query":"'), Buffer.from([0xff, 0xc0, 0x80]), Buffer.from('"}')]),
  `${'['.repeat(100_000)}`,
  'x'.repeat(1_100_000),
];

/** HTTP/1.1 requests to the API: right ones, and such whose parts do not fit, whose lengths lie, whose bodies are packed. */
export class HttpGrammar {
  readonly #host: string;
  readonly #credentials: Record<string, string>;
  readonly #seed: number;

  constructor(host: string, credentials: Record<string, string>, seed: number) {
    this.#host = host;
    this.#credentials = credentials;
    this.#seed = seed;
  }

  request(number: number): RawRequest {
    const random = seededRandom((Math.imul(this.#seed, 0xc2b2ae35) + number) >>> 0);
    const hostility = [0, 0.1, 0.3][Math.floor(random() * 3)];
    let isRight = true;
    const isHostile = (): boolean => {
      const is = random() < hostility;
      if (is) isRight = false;
      return is;
    };
    const integer = (below: number): number => Math.floor(random() * below);
    const pick = <T>(values: readonly T[]): T => values[integer(values.length)];

    const method = isHostile() ? pick(['GET', 'PUT', 'DELETE', 'HEAD', 'PATCH', 'OPTIONS', 'TRACE', 'post']) : 'POST';
    const path = isHostile() ? pick(paths) : '/graphql';
    let body: Buffer = Buffer.from(isHostile() ? pick(bodies) : JSON.stringify(question));
    const headers: [string, string][] = [
      ['Host', isHostile() ? pick(['evil.example', '', '[::1]']) : this.#host],
      ['Connection', 'close'],
    ];
    headers.push(['Content-Type', isHostile() ? pick(contentTypes) : 'application/json']);
    const credentials = isHostile()
      ? pick<Record<string, string>>([
          {},
          { authorization: 'Bearer x' },
          { authorization: `${'e30.'.repeat(3)}` },
          { authorization: 'AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=f' },
          { 'x-api-key': '' },
          { ...this.#credentials, 'x-api-key': 'da2-x', authorization: 'x' },
        ])
      : this.#credentials;
    headers.push(...Object.entries(credentials));
    if (isHostile())
      headers.push([
        'X-Fuzz',
        pick(boundaryTexts)
          .replace(/[^\x20-\x7e]/g, '?')
          .slice(0, 8000),
      ]);
    if (isHostile()) {
      headers.push(['Content-Encoding', pick(['gzip', 'deflate', 'br', 'identity', 'gzip, gzip', 'x'])]);
      body = pick([body, gzipSync(body), deflateRawSync(body), gzipSync(Buffer.alloc(5_000_000)).subarray(0, 4000)]);
    }
    if (isHostile()) headers.push(['Expect', pick(['100-continue', 'x'])]);
    let isComplete = true;
    let sent: Buffer = body;
    if (random() < 0.3) {
      headers.push(['Transfer-Encoding', isHostile() ? pick(['gzip, chunked', 'chunked, chunked', 'x']) : 'chunked']);
      sent = chunked(body, 1 + integer(200));
      if (isHostile()) {
        sent = sent.subarray(0, integer(sent.length));
        isComplete = false;
      }
      if (isHostile()) headers.push(['Content-Length', String(body.length)]);
    } else {
      const length = isHostile() ? pick([0, body.length - 1, body.length + 100, -1, 1e15, 2_000_000]) : body.length;
      headers.push(['Content-Length', String(length)]);
      isComplete = length <= body.length;
    }
    const head = [`${method} ${path} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''];
    return { number, bytes: Buffer.concat([Buffer.from(head.join('\r\n')), sent]), isComplete, isRight };
  }
}

function chunked(body: Buffer, size: number): Buffer {
  const chunks: Buffer[] = [];
  // At most a thousand: a chunk of a byte each would only be slow.
  const step = Math.max(size, Math.ceil(body.length / 1000));
  for (let at = 0; at < body.length; at += step) {
    const piece = body.subarray(at, at + step);
    chunks.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n'));
  }
  return Buffer.concat([...chunks, Buffer.from('0\r\n\r\n')]);
}
