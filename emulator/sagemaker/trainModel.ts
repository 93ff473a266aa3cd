import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChildProcess } from '../processes/index.ts';
import { TrainingFailed } from './errors.ts';

export interface TrainingOptions {
  /** The folder that Docker would build, with `train.mjs`. */
  imageFolder: string;
  /** Stands for `/opt/ml`; `input/data` has a folder for each channel. */
  baseFolder: string;
  logFile: string;
  /** The container's, beside SAGEMAKER_BASE_DIR. */
  environment?: Record<string, string>;
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
  const { imageFolder, baseFolder, environment, logFile, hyperparameters = {}, progress, signal } = options;
  const model = join(baseFolder, 'model');
  const failure = join(baseFolder, 'output', 'failure');
  rmSync(model, { recursive: true, force: true });
  rmSync(failure, { force: true });
  for (const folder of ['input/config', 'input/data', 'model', 'output/data']) {
    mkdirSync(join(baseFolder, folder), { recursive: true });
  }
  const configuration = (name: string, content: unknown) =>
    writeFileSync(join(baseFolder, 'input', 'config', `${name}.json`), JSON.stringify(content));
  configuration('hyperparameters', hyperparameters);
  configuration('resourceconfig', { current_host: 'algo-1', hosts: ['algo-1'], network_interface_name: 'lo' });
  const channel = { TrainingInputMode: 'File', S3DistributionType: 'FullyReplicated', RecordWrapperType: 'None' };
  const channels = readdirSync(join(baseFolder, 'input', 'data'));
  configuration('inputdataconfig', Object.fromEntries(channels.map((name) => [name, channel])));
  const program = join(imageFolder, 'train.mjs');
  if (!existsSync(program)) {
    throw new TrainingFailed(`${imageFolder} has no train.mjs, and other images cannot run without Docker.`);
  }
  const child = new ChildProcess({
    name: 'train',
    command: process.execPath,
    args: [program],
    environment: { PATH: process.env.PATH, NODE_ENV: 'production', ...environment, SAGEMAKER_BASE_DIR: baseFolder },
    logFile,
    onLine(line) {
      const [, fraction, message = ''] = /^progress=([\d.]+);\s*(.*)$/.exec(line) ?? [];
      if (fraction !== undefined) {
        progress?.(Number(fraction), message);
      }
    },
  });
  child.stopOn(signal);
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
