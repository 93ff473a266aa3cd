import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { makeFunction } from './makeFunction.ts';

describe('a function', () => {
  test('runs the very bytes of its asset', () => {
    const { folder, taskRoot } = makeFunction('exports.handler = async () => 1; // é\n');
    expect(readFileSync(join(taskRoot, 'index.js'))).toEqual(readFileSync(join(folder, 'asset', 'index.js')));
  });

  test.each<[string, string, unknown]>([
    ['an async handler', 'exports.handler = async (event) => ({ got: event.a })', { got: 1 }],
    [
      'a callback',
      'exports.handler = (event, context, callback) => setTimeout(() => callback(null, event.a + 1), 5)',
      2,
    ],
    ['a plain value', 'exports.handler = (event) => [event.a]', [1]],
    ['nothing', 'exports.handler = async () => undefined', null],
  ])('answers with %s', async (_name, code, expected) => {
    expect(await makeFunction(code).call({ a: 1 })).toEqual(expected);
  });

  test('sees its own environment and nothing of this process', async () => {
    process.env.EMULATOR_TEST_SECRET = 'mine';
    const { call, taskRoot } = makeFunction('exports.handler = async () => process.env', {
      environment: { TABLE: 'users' },
    });
    const environment = (await call()) as Record<string, string>;
    delete process.env.EMULATOR_TEST_SECRET;
    expect(environment).toMatchObject({
      TABLE: 'users',
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: 'tested',
      _HANDLER: 'index.handler',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      LAMBDA_TASK_ROOT: taskRoot,
      AWS_ACCESS_KEY_ID: 'ASIA',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    });
    expect(environment._X_AMZN_TRACE_ID).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/);
    expect(environment).not.toHaveProperty('EMULATOR_TEST_SECRET');
  });

  test('gets a context that counts down', async () => {
    const { call } = makeFunction(`exports.handler = async (event, context) => ({
      name: context.functionName, arn: context.invokedFunctionArn, id: context.awsRequestId, left: context.getRemainingTimeInMillis() })`);
    const { left, id, ...context } = (await call()) as { left: number; id: string };
    expect(context).toEqual({ name: 'tested', arn: 'arn:aws:lambda:us-east-1:000000000000:function:tested' });
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(5000);
  });

  test('keeps its module between invocations, and runs several at once', async () => {
    const { call } = makeFunction(`let count = 0;
      exports.handler = async (event) => { count += 1; await new Promise((done) => setTimeout(done, event.wait ?? 0)); return count; }`);
    expect([await call(), await call()]).toEqual([1, 2]);
    expect(await Promise.all([call({ wait: 50 }), call({ wait: 50 })])).toEqual([3, 1]);
  });
});

describe('a function that fails', () => {
  test.each<[string, string, string, RegExp]>([
    [
      'throws',
      'exports.handler = async () => { class Broken extends Error { name = "Broken" } throw new Broken("no") }',
      'Broken',
      /^no$/,
    ],
    ['rejects with a text', 'exports.handler = () => Promise.reject("text")', 'string', /^text$/],
    [
      'calls back with an error',
      'exports.handler = (e, c, callback) => callback(new TypeError("bad"))',
      'TypeError',
      /^bad$/,
    ],
    ['does not load', 'require("nowhere")', 'Error', /Cannot find module 'nowhere'/],
    ['has no such handler', 'exports.other = 1', 'Runtime.HandlerNotFound', /index.handler is undefined/],
    ['exits', 'exports.handler = async () => process.exit(3)', 'Runtime.ExitError', /exit status 3/],
    [
      'rejects without a handler',
      'exports.handler = () => { Promise.reject(new Error("lost")); return new Promise(() => {}) }',
      'Runtime.UnhandledPromiseRejection',
      /lost/,
    ],
    [
      'throws outside',
      'exports.handler = () => { setTimeout(() => { throw new RangeError("late") }); return new Promise(() => {}) }',
      'RangeError',
      /late/,
    ],
    [
      'answers too much',
      'exports.handler = async () => "x".repeat(6 * 1024 * 1024)',
      'Function.ResponseSizeTooLarge',
      /6291456 bytes/,
    ],
  ])("%s: in Lambda's shape", async (_name, code, errorType, message) => {
    const { fail, failures } = makeFunction(code);
    const failure = await fail();
    expect(failure.errorType).toBe(errorType);
    expect(failure.errorMessage).toMatch(message);
    expect(failures).toHaveLength(1);
  });

  test('runs out of time, even in an endless loop, and the next invocation starts afresh', async () => {
    const { fail, call } = makeFunction(
      `let count = 0;
      exports.handler = async (event) => { count += 1; if (event.loop) for (;;) {} return count; }`,
      { timeoutSeconds: 1 },
    );
    expect(await call()).toBe(1);
    expect(await fail({ loop: true })).toMatchObject({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/Task timed out after 1.00 seconds$/),
    });
    expect(await call()).toBe(1);
  });

  test('may initialize for longer than ten seconds when somebody waits for it, and as long as it may take', async () => {
    const late = (milliseconds: number): string =>
      `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${milliseconds}); exports.handler = async () => 'late';`;
    const [initialized, stuck] = await Promise.all([
      makeFunction(late(10_500)).call(),
      makeFunction(late(60_000), { timeoutSeconds: 1 }).fail(),
    ]);
    expect(initialized).toBe('late');
    expect(stuck).toMatchObject({ errorType: 'Sandbox.Timedout' });
  }, 60_000);

  test('runs out of memory without harm to this process', async () => {
    const { fail, call } = makeFunction(
      `exports.handler = async (event) => {
      const hoard = []; while (event.eat) hoard.push(new Array(1e5).fill({})); return 'ok'; }`,
      { timeoutSeconds: 20 },
    );
    expect(await fail({ eat: true })).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/memory/),
    });
    expect(await call()).toBe('ok');
  });

  test('refuses what Lambda refuses', async () => {
    const { deployed } = makeFunction('exports.handler = async () => 1', { reservedConcurrency: 1 });
    await expect(deployed.invoke('{"broken')).rejects.toMatchObject({
      code: 'InvalidRequestContentException',
      status: 400,
    });
    await expect(deployed.invoke(JSON.stringify('x'.repeat(6 * 1024 * 1024)))).rejects.toMatchObject({
      code: 'RequestTooLargeException',
      status: 413,
    });
    const first = deployed.invoke('{}');
    await expect(deployed.invoke('{}')).rejects.toMatchObject({ code: 'TooManyRequestsException', status: 429 });
    expect((await first).payload).toBe('1');
  });

  test('ends a sandbox that nobody has asked for five minutes, and no other', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { call, deployed } = makeFunction(`let count = 0; exports.handler = async () => (count += 1);`);
    deployed.warm();
    expect(await call()).toBe(1);
    vi.advanceTimersByTime(299_999);
    expect(await call()).toBe(2);
    vi.advanceTimersByTime(299_999);
    expect(await Promise.all([call(), call()])).toEqual([3, 1]);
    vi.advanceTimersByTime(300_000);
    expect(await call()).toBe(1);
  });

  test('throttles a call for which no sandbox becomes free, and takes calls again when one is', async () => {
    const { deployed, call } = makeFunction(
      'exports.handler = (event) => event.hang ? new Promise(() => setTimeout(() => {}, 1e6)) : Promise.resolve(1)',
      { timeoutSeconds: 3 },
      100,
    );
    const hanging = Array.from({ length: 8 }, () => deployed.invoke('{"hang":true}'));
    await expect(deployed.invoke('{}')).rejects.toMatchObject({
      code: 'TooManyRequestsException',
      status: 429,
      details: { Reason: 'ConcurrentInvocationLimitExceeded' },
    });
    await Promise.all(hanging);
    expect(await call()).toBe(1);
  });

  test('its output and outcome are in its log', async () => {
    const { deployed, call } = makeFunction(
      'exports.handler = async () => { console.log("a line"); await new Promise((done) => setTimeout(done, 50)); return 1; }',
    );
    await call();
    await deployed.stop();
    expect(readFileSync(deployed.logFile, 'utf8')).toMatch(
      /^START RequestId: .*\n(.|\n)*a line\n(.|\n)*REPORT RequestId: .* Duration: /,
    );
  });
});
