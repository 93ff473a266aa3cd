import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { writeArtifact } from '../../../model/artifact/writeArtifact.ts';
import { smallModel, smallNow } from '../artifact/smallModel.ts';
import { buildBundles } from './bundleContainer.ts';
import { runProcess } from './runProcess.ts';
import type { RunningProcess } from './runProcess.ts';

let bundles: Awaited<ReturnType<typeof buildBundles>>;
let parent: string;
let root: string;
const running: RunningProcess[] = [];

beforeAll(async () => {
  bundles = await buildBundles();
  parent = await mkdtemp(join(tmpdir(), 'recsync-serve-'));
  root = join(parent, 'ml');
  await mkdir(root);
  const { model, dataset } = smallModel();
  const training = { seed: 1, dataFingerprint: 'f', users: 1, items: 1, interactions: 1, rejectedLines: 0, report: {} };
  await writeArtifact(join(root, 'model'), model.save(), dataset, training);
});
afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
});
afterAll(async () => {
  await bundles.remove();
  await rm(parent, { recursive: true });
});

function serve(folder: string, environment: Record<string, string> = {}): RunningProcess {
  const started = runProcess(bundles.serve, folder, { RECSYNC_WORKERS: '1', ...environment });
  running.push(started);
  return started;
}
const ready = async (server: RunningProcess): Promise<string> =>
  (await server.printed(/serving model [0-9a-f]{12} on (http:\/\/127\.0\.0\.1:\d+)/))[1];
const body = JSON.stringify({ kind: 'POPULAR', now: smallNow, limit: 3 });
const post = (url: string): Promise<Response> => fetch(`${url}/invocations`, { method: 'POST', body });

describe('serve', { timeout: 30_000 }, () => {
  test('answers from the artifact and ends with 0 on SIGTERM', async () => {
    const server = serve(root);
    const url = await ready(server);
    expect((await fetch(`${url}/ping`)).status).toBe(200);
    expect(((await (await post(url)).json()) as { items: unknown[] }).items).toHaveLength(3);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });

  test('on SIGTERM finishes what it has received, and takes no new connections', async () => {
    const server = serve(root);
    const url = await ready(server);
    const late = new Promise<{ status?: number; connection?: string }>((resolve, reject) => {
      const request = httpRequest(`${url}/invocations`, { method: 'POST', headers: { 'Content-Length': body.length } });
      request.on('response', (response) => {
        response.resume();
        resolve({ status: response.statusCode, connection: response.headers.connection });
      });
      request.on('error', reject);
      request.write(body.slice(0, 5));
      setTimeout(() => server.child.kill('SIGTERM'), 100);
      setTimeout(() => request.end(body.slice(5)), 400);
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await expect(post(url)).rejects.toThrow();
    expect(await late).toEqual({ status: 200, connection: 'close' });
    expect(await server.ended).toBe(0);
  });

  test('answers with several processes, replaces one that dies, and drains them all', async () => {
    const server = serve(root, { RECSYNC_WORKERS: '2' });
    const url = await ready(server);
    const first = await server.printed(/process (\d+),[^]*process \d+,/);
    process.kill(Number(first[1]), 'SIGKILL');
    await server.printed(/ended with SIGKILL[^]*process \d+,/);
    for (let index = 0; index < 6; index += 1) expect((await post(url)).status).toBe(200);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });

  test('refuses a missing, a corrupt and a newer artifact with a clear error, alone and in a cluster', async () => {
    for (const workers of ['1', '2']) {
      const missing = serve(join(parent, 'nothing'), { RECSYNC_WORKERS: workers });
      expect(await missing.ended).toBe(1);
      expect(missing.output()).toContain('MISSING_ARTIFACT: There is no model artifact in');

      const folder = await mkdtemp(join(parent, 'bad-'));
      await cp(root, folder, { recursive: true });
      const arrays = (await readdir(join(folder, 'model'))).find((name) => name.startsWith('arrays')) as string;
      const bytes = await readFile(join(folder, 'model', arrays));
      bytes[70] ^= 0xff;
      await writeFile(join(folder, 'model', arrays), bytes);
      const corrupt = serve(folder, { RECSYNC_WORKERS: workers });
      expect(await corrupt.ended).toBe(1);
      expect(corrupt.output()).toContain(`CORRUPT_ARTIFACT: The model artifact in ${join(folder, 'model')} is corrupt`);

      const manifest = JSON.parse(await readFile(join(folder, 'model', 'manifest.json'), 'utf8')) as object;
      await writeFile(join(folder, 'model', 'manifest.json'), JSON.stringify({ ...manifest, schemaVersion: 99 }));
      const newer = serve(folder, { RECSYNC_WORKERS: workers });
      expect(await newer.ended).toBe(1);
      expect(newer.output()).toContain('NEWER_ARTIFACT: ');
    }
  });

  test('says what is wrong with its environment or port', async () => {
    const broken = serve(root, { SAGEMAKER_BIND_TO_PORT: 'http' });
    expect(await broken.ended).toBe(1);
    expect(broken.output()).toContain(
      'SAGEMAKER_BIND_TO_PORT must be a whole number from 0 to 65535; received "http".',
    );
    const first = serve(root);
    const port = new URL(await ready(first)).port;
    const second = serve(root, { SAGEMAKER_BIND_TO_PORT: port });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain('EADDRINUSE');
  });
});
