import { execFile } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { functionBundleOptions } from '../../../infra/bundles/buildFunctions.ts';
import { bundle } from '../../../infra/bundles/bundle.ts';
import { writeOutputs } from '../../../infra/bundles/Outputs.ts';

const root = join(import.meta.dirname, '..', '..', '..');

interface Subsegment {
  id: string;
  name: string;
  parent_id: string;
  trace_id: string;
  in_progress?: boolean;
  aws?: { operation: string; table_name?: string };
}

/** Runs invocations one after another in a process with the environment that Lambda gives. */
const script = `
  const [file, invocations] = process.argv.slice(1);
  const { handler } = require(file);
  (async () => {
    for (const { traceId, event } of JSON.parse(invocations)) {
      process.env._X_AMZN_TRACE_ID = traceId;
      await handler(event, { functionName: 'traced', getRemainingTimeInMillis: () => 1000 });
    }
  })();
`;

describe('traces of a bundled function', () => {
  let folder: string;
  let daemon: Socket;
  let service: Server;
  const received: Subsegment[] = [];
  const traceHeaders: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'recsync-traces-'));
    const entry = { 'traced/index': 'test/functions/shared/tracedHandler.ts' };
    writeOutputs(folder, await bundle(root, entry, functionBundleOptions));
    daemon = createSocket('udp4', (message) => {
      received.push(JSON.parse(message.toString().split('\n')[1]) as Subsegment);
    });
    await new Promise<void>((resolve) => daemon.bind(0, '127.0.0.1', resolve));
    service = createServer((request, response) => {
      traceHeaders.push(String(request.headers['x-amzn-trace-id']));
      request.resume();
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.end('{}');
    });
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    daemon.close();
    service.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('have every call under its own invocation, those at once as well', async () => {
    const [first, second] = ['1-65f00000-000000000000000000000001', '1-65f00000-000000000000000000000002'];
    const invocations = [
      { traceId: `Root=${first};Parent=00000000000000a1;Sampled=1`, event: ['one', 'two'] },
      { traceId: `Root=${second};Parent=00000000000000a2;Sampled=1`, event: ['three'] },
    ];
    const { port } = service.address() as AddressInfo;
    const file = join(folder, 'traced', 'index.js');
    await promisify(execFile)(process.execPath, ['-e', script, file, JSON.stringify(invocations)], {
      cwd: folder,
      env: {
        ...{ AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's' },
        ...{ LAMBDA_TASK_ROOT: folder, AWS_LAMBDA_FUNCTION_NAME: 'traced', AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
        AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
        AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${(daemon.address() as AddressInfo).port}`,
        POWERTOOLS_METRICS_NAMESPACE: 'recsync',
      },
    });
    const ended = (): Subsegment[] => received.filter(({ in_progress: isOpen }) => !isOpen);
    await expect.poll(() => ended().length).toBe(7);

    const handlers = ended().filter(({ name }) => name === '## handler');
    expect(handlers.map(({ trace_id: trace, parent_id: parent }) => [trace, parent])).toEqual([
      [first, '00000000000000a1'],
      [second, '00000000000000a2'],
    ]);
    const calls = ended().filter(({ name }) => name === 'DynamoDB');
    expect(calls.map(({ trace_id: trace, parent_id: parent }) => [trace, parent]).sort()).toEqual(
      [
        [first, handlers[0].id],
        [first, handlers[0].id],
        [first, handlers[0].id],
        [second, handlers[1].id],
        [second, handlers[1].id],
      ].sort(),
    );
    expect(calls.every(({ aws }) => aws?.operation === 'GetItem')).toBe(true);
    // What is called learns whose child it is.
    expect(traceHeaders.sort()).toEqual(
      calls.map(({ trace_id: trace, id }) => `Root=${trace};Parent=${id};Sampled=1`).sort(),
    );
  });
});
