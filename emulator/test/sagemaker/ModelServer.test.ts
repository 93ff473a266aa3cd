import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ModelNotServed, ModelServer, SageMakerRuntimeApi } from '../../sagemaker/index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';
import { makeAccess, startTestGateway } from '../helpers/startTestGateway.ts';

/** A container by SageMaker's contract that answers what it is told in the request; the real one is in the end-to-end tests. */
const container = `
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
const model = readFileSync(process.env.SAGEMAKER_BASE_DIR + '/model/name', 'utf8');
if (model === 'corrupt') { console.error('artifact is corrupt'); process.exit(1); }
process.on('SIGTERM', () => process.exit(0));
createServer(async (request, response) => {
  if (request.url === '/ping') return response.end();
  let text = ''; for await (const chunk of request) text += chunk;
  const { status = 200, die } = JSON.parse(text);
  if (die) process.exit(7);
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ model, pid: process.pid, extra: process.env.EXTRA, built: process.env.BUILT, id: request.headers['x-amzn-sagemaker-inference-id'] }));
}).listen(Number(process.env.SAGEMAKER_BIND_TO_PORT), '127.0.0.1');`;

const endpointArn = 'arn:aws:sagemaker:us-east-1:000000000000:endpoint/scoring';

const setUp = async (granted = true) => {
  const folder = folderOfTest();
  const [imageFolder, root] = [join(folder, 'image'), join(folder, 'model')];
  mkdirSync(imageFolder);
  mkdirSync(join(root, 'model'), { recursive: true });
  writeFileSync(join(imageFolder, 'serve.mjs'), container);
  writeFileSync(join(imageFolder, 'Dockerfile'), 'FROM base\nENV EXTRA=of-the-image BUILT=image\n');
  const lines: string[] = [];
  const server = new ModelServer({
    imageFolder,
    baseFolder: root,
    environment: { EXTRA: 'from the template' },
    logFile: join(folder, 'serve.log'),
    log: (line) => lines.push(line),
    health: { interval: 50, patience: 1000, failures: 2 },
  });
  onTestFinished(() => server.stop());
  const { access, credentials } = makeAccess(
    granted ? [{ Effect: 'Allow', Action: 'sagemaker:InvokeEndpoint', Resource: '*' }] : [],
  );
  const service = new SageMakerRuntimeApi(
    (name) =>
      name.toLowerCase() === 'scoring'
        ? {
            ...{ name: 'Scoring', arn: endpointArn, variant: 'AllTraffic', largestRequest: 1024 },
            isThere: () => server.hasModel(),
            invoke: (headers, body) => server.invoke(headers, body),
          }
        : undefined,
    access,
  );
  const runtime = new SageMakerRuntimeClient({
    endpoint: await startTestGateway(access, service),
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  });
  const invoke = async (body: unknown) => {
    const answer = await runtime.send(
      new InvokeEndpointCommand({
        EndpointName: 'Scoring',
        Body: JSON.stringify(body),
        ContentType: 'application/json',
        InferenceId: 'i-1',
      }),
    );
    return {
      ...(JSON.parse(Buffer.from(answer.Body!).toString()) as { model: string; pid: number }),
      variant: answer.InvokedProductionVariant,
    };
  };
  const install = (model: string) => writeFileSync(join(root, 'model', 'name'), model);
  return { server, invoke, install, lines };
};

describe('the endpoint', () => {
  test('answers from the container, with the environment of the image and, before it, the template', async () => {
    const { server, invoke, install } = await setUp();
    install('one');
    await server.start();
    expect(await invoke({})).toMatchObject({
      model: 'one',
      extra: 'from the template',
      built: 'image',
      id: 'i-1',
      variant: 'AllTraffic',
    });
  });

  test("has AWS's errors: no model, a failing model, a stopped model, too large, no permission", async () => {
    const { server, invoke, install } = await setUp();
    await expect(invoke({})).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('Endpoint Scoring'),
    });
    install('one');
    await server.start();
    await expect(invoke({ status: 503 })).rejects.toMatchObject({
      name: 'ModelError',
      OriginalStatusCode: 503,
      $metadata: { httpStatusCode: 424 },
    });
    await expect(invoke({ text: 'x'.repeat(2000) })).rejects.toMatchObject({ name: 'ValidationError' });
    await server.stop();
    await expect(invoke({})).rejects.toMatchObject({ name: 'ServiceUnavailable', $metadata: { httpStatusCode: 503 } });
    await server.start();
    expect(await invoke({})).toMatchObject({ model: 'one' });
    const denied = await setUp(false);
    denied.install('one');
    await expect(denied.invoke({})).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  test('is started again after a crash', async () => {
    const { server, invoke, install, lines } = await setUp();
    install('one');
    await server.start();
    const { pid } = await invoke({});
    await expect(invoke({ die: true })).rejects.toMatchObject({ name: 'ModelError' });
    await vi.waitFor(async () => expect((await invoke({})).pid).not.toBe(pid), { timeout: 20_000, interval: 100 });
    expect(lines.join()).toMatch(/ended/);
  });

  test('is ended and started again when it hangs', async () => {
    const { server, invoke, install, lines } = await setUp();
    install('one');
    await server.start();
    const { pid } = await invoke({});
    process.kill(pid, 'SIGSTOP');
    await vi.waitFor(() => expect(server.pid ?? pid).not.toBe(pid), { timeout: 20_000 });
    expect((await invoke({})).model).toBe('one');
    expect(lines.join()).toMatch(/the model server does not answer; ending it/);
  });

  test('changes to a new model, and stays with the old one when the new one cannot be served', async () => {
    const { server, invoke, install } = await setUp();
    install('one');
    await server.start();
    install('corrupt');
    await expect(server.start()).rejects.toThrow(ModelNotServed);
    expect(await invoke({})).toMatchObject({ model: 'one' });
    install('two');
    await server.start();
    expect(await invoke({})).toMatchObject({ model: 'two' });
  });
});
