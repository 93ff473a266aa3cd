import cluster from 'node:cluster';
import type { Worker } from 'node:cluster';
import { readManifest } from '../artifact/readArtifact.ts';
import type { ServerSettings } from './ServerSettings.ts';

/** A worker that ends within this time of its start failed to start; another try would fail the same way. */
const startMs = 5000;
const restartDelayMs = 1000;

/**
 * The primary of a cluster: one process per core, each with the model in its memory, connections dealt out in turn. A
 * worker that dies is replaced; one that cannot start ends the server with its exit code. Resolves with the exit code.
 */
export async function serveInCluster(settings: ServerSettings): Promise<number> {
  readManifest(settings.modelFolder);
  return new Promise((resolve) => {
    let isStopping = false;
    let exitCode = 0;
    const startedAt = new Map<number, number>();
    const start = (): void => {
      startedAt.set(cluster.fork().id, performance.now());
    };
    const workers = (): Worker[] => Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    const stop = (): void => {
      isStopping = true;
      for (const worker of workers()) worker.process.kill('SIGTERM');
      if (workers().length === 0) resolve(exitCode);
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    cluster.on('exit', (worker, code, signal) => {
      if (!isStopping) {
        console.error(`worker ${worker.process.pid} ended with ${signal ?? `exit code ${code}`}`);
        if (performance.now() - (startedAt.get(worker.id) ?? 0) < startMs && code > 0) {
          exitCode = code;
          stop();
          return;
        }
        setTimeout(() => {
          if (!isStopping) start();
        }, restartDelayMs);
      } else if (workers().length === 0) resolve(exitCode);
    });
    for (let index = 0; index < settings.workers; index += 1) start();
  });
}
