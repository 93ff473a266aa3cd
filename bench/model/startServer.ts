import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface BenchServer {
  readonly url: string;
  readonly pid: number;
  readonly loadMs: number;
  stop(): Promise<void>;
}

/** Starts the container's server with one process, on the model of a folder of SageMaker's layout that has its bundle. */
export async function startServer(root: string): Promise<BenchServer> {
  const child = spawn(process.execPath, [join(root, 'serve.mjs')], {
    env: {
      ...process.env,
      RECSYNC_ML_ROOT: root,
      RECSYNC_WORKERS: '1',
      RECSYNC_BIND_HOST: '127.0.0.1',
      SAGEMAKER_BIND_TO_PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  let output = '';
  const match = await new Promise<RegExpExecArray>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = /on (http:\S+) \(process \d+, loaded in (\d+) ms\)/.exec(output);
      if (found !== null) resolve(found);
    });
    child.on('close', () => reject(new Error(`serve ended: ${output}`)));
  });
  return {
    url: `${match[1]}/invocations`,
    pid: child.pid as number,
    loadMs: Number(match[2]),
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
