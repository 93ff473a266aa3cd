import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChildProcess } from '../processes/index.ts';
import { TrainingFailed } from './errors.ts';

export interface TrainingOptions {
  /** The folder that Docker would build, with `train.mjs`. */
  imageFolder: string;
  /** A SageMaker folder with `input/data` filled. */
  root: string;
  logFile: string;
  hyperparameters?: Record<string, string>;
  /** 0 to 1, with what the training says it does. */
  progress?(fraction: number, message: string): void;
  signal?: AbortSignal;
}

/**
 * Runs the container's `train` as SageMaker would.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo.html
 * @returns the folder of the model that it wrote
 * @throws TrainingFailed with what it wrote to `output/failure`
 */
export async function trainModel(options: TrainingOptions): Promise<string> {
  const { imageFolder, root, logFile, hyperparameters = {}, progress, signal } = options;
  const model = join(root, 'model');
  const failure = join(root, 'output', 'failure');
  rmSync(model, { recursive: true, force: true });
  rmSync(failure, { force: true });
  for (const folder of ['input/config', 'model', 'output/data']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  const configuration = (name: string, content: unknown) =>
    writeFileSync(join(root, 'input', 'config', `${name}.json`), JSON.stringify(content));
  configuration('hyperparameters', hyperparameters);
  configuration('resourceconfig', { current_host: 'algo-1', hosts: ['algo-1'], network_interface_name: 'lo' });
  const channel = { TrainingInputMode: 'File', S3DistributionType: 'FullyReplicated', RecordWrapperType: 'None' };
  configuration('inputdataconfig', { interactions: channel, items: channel });
  const child = new ChildProcess({
    name: 'train',
    command: process.execPath,
    args: [join(imageFolder, 'train.mjs')],
    environment: { PATH: process.env.PATH, NODE_ENV: 'production', RECSYNC_ML_ROOT: root },
    logFile,
    onLine(line) {
      const [, fraction, message = ''] = /^progress=([\d.]+);\s*(.*)$/.exec(line) ?? [];
      if (fraction !== undefined) {
        progress?.(Number(fraction), message);
      }
    },
  });
  signal?.addEventListener('abort', () => void child.stop());
  const code = await child.exited;
  if (signal?.aborted) {
    throw new TrainingFailed('it was stopped.');
  }
  if (code !== 0) {
    throw new TrainingFailed(
      existsSync(failure) ? readFileSync(failure, 'utf8') : `train ended with code ${code}: ${child.lastOutput}`,
    );
  }
  return model;
}
