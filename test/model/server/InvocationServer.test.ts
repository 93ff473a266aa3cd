import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { InvocationFailure, InvocationRequest, InvocationResponse } from '../../../model/contract/index.ts';
import { Ranker } from '../../../model/ranking/Ranker.ts';
import { RankingCatalogue } from '../../../model/ranking/RankingCatalogue.ts';
import { InvocationServer } from '../../../model/server/InvocationServer.ts';
import { mostBodyBytes } from '../../../model/server/readBody.ts';
import { smallModel, smallNow } from '../artifact/smallModel.ts';

let ranker: Ranker;
let server: InvocationServer;
let url: string;
let port: number;
let errors: unknown[];

beforeAll(() => {
  const { model, dataset } = smallModel();
  ranker = new Ranker(model, RankingCatalogue.of(dataset), 'v1');
});
beforeEach(async () => {
  errors = [];
  server = new InvocationServer({ queueLimit: 4, logError: (error) => errors.push(error) });
  ({ port } = await server.listen(0, '127.0.0.1'));
  url = `http://127.0.0.1:${port}`;
});
afterEach(() => server.drain(1000));

const recommend: InvocationRequest = {
  kind: 'RECOMMEND',
  now: smallNow,
  limit: 5,
  history: [{ itemId: 'i0', eventType: 'VIEW', timestamp: smallNow - 1000 }],
};
const post = (body: unknown): Promise<Response> =>
  fetch(`${url}/invocations`, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });
const failureOf = async (response: Response): Promise<[number, string, string]> => {
  const { error } = (await response.json()) as InvocationFailure;
  return [response.status, error.code, error.message];
};

describe('before the model is loaded', () => {
  test('/ping and /invocations say that it is not ready', async () => {
    expect(await failureOf(await fetch(`${url}/ping`))).toEqual([503, 'NOT_READY', 'The model is being loaded.']);
    expect((await failureOf(await post(recommend)))[1]).toBe('NOT_READY');
    server.setRanker(ranker);
    expect((await fetch(`${url}/ping`)).status).toBe(200);
  });
});

describe('a ready server', () => {
  beforeEach(() => server.setRanker(ranker));

  test('JSON Lines get a line each, and a line that cannot be answered costs the others nothing', async () => {
    const popular: InvocationRequest = { kind: 'POPULAR', now: smallNow, limit: 3 };
    const lines = [
      JSON.stringify(recommend),
      'no JSON',
      JSON.stringify({ ...popular, limit: 0 }),
      '',
      JSON.stringify({ kind: 'SIMILAR', now: smallNow, limit: 3, itemId: 'nothing' }),
      JSON.stringify({ requests: [popular] }),
      // More lines than may wait: taken, because nothing else does.
      ...Array.from({ length: 20 }, () => JSON.stringify(popular)),
    ];
    const send = (body: string): Promise<Response> =>
      fetch(`${url}/invocations`, { method: 'POST', body, headers: { 'Content-Type': 'application/jsonlines' } });
    const response = await send(`${lines.join('\r\n')}\n`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/jsonlines']);
    const text = await response.text();
    expect(text.endsWith('\n')).toBe(true);
    const answers = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(answers).toHaveLength(25);
    expect(answers.slice(0, 6)).toEqual([
      ranker.answer(recommend),
      { error: { code: 'INVALID_REQUEST', message: 'The line must be JSON.' } },
      { error: { code: 'INVALID_REQUEST', message: expect.stringContaining('limit must be a whole number') } },
      { error: { code: 'UNKNOWN_ITEM', message: expect.any(String) } },
      { responses: [ranker.answer(popular)] },
      ranker.answer(popular),
    ]);
    expect(await (await send('')).text()).toBe('');
    expect(errors).toEqual([]);
  });

  test('answers what the ranker answers, and a batch equals single calls', async () => {
    const requests: InvocationRequest[] = [
      recommend,
      { kind: 'POPULAR', now: smallNow, limit: 3 },
      { kind: 'SIMILAR', now: smallNow, limit: 3, itemId: 'i4' },
      { ...recommend, kind: 'RERANK', candidateItemIds: ['i9', 'i2', 'new'] },
    ];
    const singles: unknown[] = [];
    for (const request of requests) {
      const response = await post(request);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('application/json');
      singles.push(await response.json());
    }
    expect(singles[0]).toEqual(JSON.parse(JSON.stringify(ranker.answer(recommend))));
    expect(await (await post({ requests })).json()).toEqual({ responses: singles });
  });

  test.each([
    ['malformed JSON', '{"kind":', 400, 'INVALID_REQUEST', 'The body must be JSON in UTF-8.'],
    [
      'a field that is nested too deeply to be written back',
      `{"kind":"POPULAR","now":1,"limit":${'['.repeat(9000)}${']'.repeat(9000)}}`,
      400,
      'INVALID_REQUEST',
      'limit must be a whole number from 1 to 500; received a value that is nested too deeply.',
    ],
    ['an empty body', '', 400, 'INVALID_REQUEST', 'The body must be JSON in UTF-8.'],
    [
      'a wrong field',
      { ...recommend, limit: 0 },
      400,
      'INVALID_REQUEST',
      'limit must be a whole number from 1 to 500; received 0.',
    ],
    [
      'an unknown item',
      { kind: 'SIMILAR', now: 1, limit: 1, itemId: 'x' },
      404,
      'UNKNOWN_ITEM',
      'The model does not know the item "x"',
    ],
    [
      'an unknown item in a batch',
      { requests: [recommend, { kind: 'SIMILAR', now: 1, limit: 1, itemId: 'x' }] },
      404,
      'UNKNOWN_ITEM',
      'requests[1]: The model does not know',
    ],
  ])('refuses %s and stays up', async (_name, body, status, code, message) => {
    const failure = await failureOf(await post(body));
    expect(failure.slice(0, 2)).toEqual([status, code]);
    expect(failure[2]).toContain(message);
    expect((await post(recommend)).status).toBe(200);
    expect(errors).toEqual([]);
  });

  test('refuses bytes that are not UTF-8, unknown paths and wrong methods', async () => {
    const response = await fetch(`${url}/invocations`, { method: 'POST', body: new Uint8Array([0x22, 0xff, 0x22]) });
    expect(response.status).toBe(400);
    expect((await fetch(`${url}/models`)).status).toBe(404);
    expect((await fetch(`${url}/ping`, { method: 'POST' })).status).toBe(405);
    const wrongMethod = await fetch(`${url}/invocations`);
    expect([wrongMethod.status, wrongMethod.headers.get('allow')]).toEqual([405, 'POST']);
  });

  test('refuses a body that says it is too large, and one that turns out to be, with 413', async () => {
    const declared = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(`${url}/invocations`, {
        method: 'POST',
        headers: { 'Content-Length': mostBodyBytes + 1 },
      });
      request.on('response', (response) => {
        resolve(response.statusCode);
        request.destroy();
      });
      request.on('error', reject);
      request.flushHeaders();
    });
    expect(declared).toBe(413);
    const sent = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(`${url}/invocations`, {
        method: 'POST',
        headers: { 'Transfer-Encoding': 'chunked' },
      });
      request.on('response', (response) => {
        resolve(response.statusCode);
        request.destroy();
      });
      request.on('error', (error) => reject(error));
      const chunk = Buffer.alloc(1 << 20, 32);
      for (let index = 0; index < 7; index += 1) request.write(chunk);
    });
    expect(sent).toBe(413);
    expect((await post(recommend)).status).toBe(200);
  });

  test('a caller that goes away in the middle of a body, and one that sends no HTTP, do no harm', async () => {
    const half = connect(port, '127.0.0.1');
    half.write('POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"kind"');
    await new Promise((resolve) => setTimeout(resolve, 20));
    half.destroy();
    const noise = connect(port, '127.0.0.1');
    noise.on('error', () => {});
    noise.end('\0\0\0not http\r\n\r\n');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await post(recommend)).status).toBe(200);
    expect(errors).toEqual([]);
  });

  test('sheds load beyond its queue with 503 and a time to try again, and answers the rest', async () => {
    const responses = await Promise.all(Array.from({ length: 40 }, () => post({ requests: Array(4).fill(recommend) })));
    const shed = responses.filter((response) => response.status === 503);
    const answered = responses.filter((response) => response.status === 200);
    expect(shed.length + answered.length).toBe(40);
    expect(shed.length).toBeGreaterThan(0);
    expect(answered.length).toBeGreaterThan(0);
    expect(shed[0].headers.get('retry-after')).toBe('1');
    expect((await failureOf(shed[0]))[1]).toBe('OVERLOADED');
    expect(((await answered[0].json()) as { responses: InvocationResponse[] }).responses).toHaveLength(4);
    expect((await post(recommend)).status).toBe(200);
  });

  test('an error inside is logged and tells the caller nothing', async () => {
    const broken = {
      modelVersion: 'v',
      answer: () => {
        throw new Error('secret');
      },
    };
    server.setRanker(broken as unknown as Ranker);
    expect(await failureOf(await post(recommend))).toEqual([
      500,
      'INTERNAL',
      'The model server failed on this request.',
    ]);
    expect(errors).toHaveLength(1);
  });
});
