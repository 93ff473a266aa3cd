import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, test, vi } from 'vitest';
import { LambdaFunctions } from '../../lambda/index.ts';
import { Queues } from '../../sqs/index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';
import { makeAccess, startTestGateway } from '../helpers/startTestGateway.ts';
import { makeFunction } from './makeFunction.ts';

const arn = 'arn:aws:lambda:us-east-1:000000000000:function:tested';
const deadLetterArn = 'arn:aws:sqs:us-east-1:000000000000:dead';

const setUp = async (code: string, granted = true) => {
  const { deployed } = makeFunction(code, { deadLetterArn, maximumRetries: 1 });
  const { access, credentials } = makeAccess(
    granted ? [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: arn }] : [],
  );
  const folder = folderOfTest();
  const queues = new Queues(folder, [
    { name: 'dead', arn: deadLetterArn, url: 'https://sqs.us-east-1.amazonaws.com/0/dead' },
  ]);
  const service = new LambdaFunctions([deployed], access, (target, body) => queues.send(target, body));
  const endpoint = await startTestGateway(access, service);
  const signer = new SignatureV4({ credentials, region: 'us-east-1', service: 'lambda', sha256: Sha256 });
  const invoke = async (name: string, headers: Record<string, string> = {}) => {
    const { hostname, port } = new URL(endpoint);
    const request = await signer.sign(
      new HttpRequest({
        method: 'POST',
        hostname,
        port: Number(port),
        path: `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`,
        body: '{"a":1}',
        headers: { host: `${hostname}:${port}`, ...headers },
      }),
    );
    return fetch(endpoint + request.path, { method: 'POST', headers: request.headers, body: '{"a":1}' });
  };
  return { invoke, deadLetters: join(folder, 'dead.jsonl') };
};

describe('Invoke over HTTP', () => {
  test.each(['tested', arn, `${arn}:live`])('finds the function by %s', async (name) => {
    const { invoke } = await setUp('exports.handler = async (event) => event.a + 1');
    const response = await invoke(name);
    expect([response.status, await response.text()]).toEqual([200, '2']);
  });

  test('a failure is 200 with the header', async () => {
    const { invoke } = await setUp('exports.handler = async () => { throw new Error("no") }');
    const response = await invoke('tested');
    expect(response.headers.get('x-amz-function-error')).toBe('Unhandled');
    expect(await response.json()).toMatchObject({ errorType: 'Error', errorMessage: 'no' });
  });

  test('an unknown function and a missing permission are refused', async () => {
    const { invoke } = await setUp('exports.handler = async () => 1');
    expect((await invoke('other')).status).toBe(404);
    const denied = await (await setUp('exports.handler = async () => 1', false)).invoke('tested');
    expect([denied.status, denied.headers.get('x-amzn-errortype')]).toEqual([400, 'AccessDeniedException']);
  });

  test('an asynchronous invocation that keeps failing ends in the dead-letter queue', async () => {
    const { invoke, deadLetters } = await setUp('exports.handler = async () => { throw new Error("never") }');
    expect((await invoke('tested', { 'x-amz-invocation-type': 'Event' })).status).toBe(202);
    await vi.waitFor(() => expect(existsSync(deadLetters)).toBe(true), { timeout: 10_000 });
    const { body } = JSON.parse(readFileSync(deadLetters, 'utf8')) as { body: string };
    expect(JSON.parse(body)).toMatchObject({
      requestPayload: { a: 1 },
      responsePayload: { errorMessage: 'never' },
      requestContext: { functionArn: arn },
    });
  });
});
