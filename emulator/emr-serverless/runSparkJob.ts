import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ChildProcess } from '../processes/index.ts';
import { readS3Uri, type ObjectStore } from '../s3/index.ts';
import type { JobRunRequest } from './checkJobRun.ts';
import { JobFailed } from './JobFailed.ts';
import type { LocalSpark } from '../service/LocalSpark.ts';
import { MirroredFolders } from './MirroredFolders.ts';

export interface SparkJob {
  request: JobRunRequest;
  /** Of this job alone; goes when it has ended. */
  folder: string;
  logFile: string;
  spark: LocalSpark | undefined;
  /** S3 with the permissions of the job's role. */
  store: ObjectStore;
  /** The file or folder behind an asset's object key. */
  assets: ReadonlyMap<string, string>;
  signal: AbortSignal;
  /** The reason of the signal after which the job is begun again, so that it need not end well. */
  shutdown: string;
}

/** Twelve hours, as at AWS. */
const longestByDefault = 720;

/** @throws JobFailed */
export async function runSparkJob(job: SparkJob): Promise<void> {
  const { spark, request, folder, signal } = job;
  if (spark === undefined) throw new JobFailed('Spark cannot run here: the local cloud was started without it.');
  const problem = spark.problem();
  if (problem !== undefined) throw new JobFailed(`Spark cannot run here: ${problem}.`);
  const { entryPoint, entryPointArguments = [], sparkSubmitParameters = '' } = request.jobDriver.sparkSubmit;
  const program = assetOf(job, entryPoint);
  const { packages, options } = readParameters(sparkSubmitParameters);
  const mirrors = new MirroredFolders(job.store, join(folder, 's3'));
  const given: string[] = [];
  for (const argument of entryPointArguments) {
    given.push(argument.startsWith('s3://') ? await transfer(mirrors.bring(argument), 'read') : argument);
  }
  signal.throwIfAborted();
  await submit(job, spark, {
    pythonPath: packages.map((uri) => assetOf(job, uri)),
    commandLine: [...options, ...spark.options, program, ...given],
  });
  await transfer(mirrors.giveBack(), 'write');
}

/** What S3 says becomes what the job says. */
const transfer = <Result>(work: Promise<Result>, verb: string): Promise<Result> =>
  work.catch((cause: Error) => {
    throw new JobFailed(`The job could not ${verb} in S3: ${cause.name}: ${cause.message}`, { cause });
  });

const assetOf = ({ assets }: SparkJob, uri: string): string => {
  const path = assets.get(readS3Uri(uri).key);
  if (path === undefined) {
    throw new JobFailed(`${uri} is no asset of the template, and the local cloud runs no other programs.`);
  }
  return path;
};

/** The machine's and not the job's: how many workers of which size. */
const ofWorkers = /^spark\.(driver|executor|dynamicAllocation|emr-serverless)\./;

/** @throws JobFailed for an option that has no local effect */
const readParameters = (parameters: string): { packages: string[]; options: string[] } => {
  const words = parameters.split(/\s+/).filter((word) => word !== '');
  const packages: string[] = [];
  const options: string[] = [];
  for (let index = 0; index < words.length; index += 2) {
    const [name, value = ''] = [words[index], words[index + 1]];
    if (name === '--py-files') packages.push(...value.split(','));
    else if (name !== '--conf') throw new JobFailed(`The local cloud does not know ${name} of sparkSubmitParameters.`);
    else if (!ofWorkers.test(value)) options.push('--conf', value);
  }
  return { packages, options };
};

/** @throws JobFailed */
async function submit(
  { request, folder, logFile, signal, shutdown }: SparkJob,
  spark: LocalSpark,
  { pythonPath, commandLine }: { pythonPath: string[]; commandLine: string[] },
): Promise<void> {
  const absent = pythonPath.find((path) => !statSync(path, { throwIfNoEntry: false })?.isDirectory());
  if (absent !== undefined) throw new JobFailed(`${absent} is no folder: give a package as an asset of a folder.`);
  const settings = {
    'spark.ui.enabled': 'false',
    'spark.driver.bindAddress': '127.0.0.1',
    'spark.driver.host': '127.0.0.1',
    'spark.local.dir': join(folder, 'scratch'),
    'spark.sql.warehouse.dir': join(folder, 'warehouse'),
  };
  const child = new ChildProcess({
    // As jobs of SageMaker do.
    givesWay: true,
    name: 'spark-submit',
    command: spark.submit,
    args: [...Object.entries(settings).flatMap(([name, value]) => ['--conf', `${name}=${value}`]), ...commandLine],
    environment: {
      PATH: process.env.PATH,
      JAVA_HOME: process.env.JAVA_HOME,
      ...spark.environment,
      PYTHONPATH: pythonPath.join(':'),
      PYTHONDONTWRITEBYTECODE: '1',
    },
    folder,
    logFile,
  });
  const minutes = request.executionTimeoutMinutes ?? longestByDefault;
  let isLate = false;
  const stopLate = (): void => {
    isLate = true;
    void child.stop();
  };
  // Without an end where it is 0.
  const timer = minutes === 0 ? undefined : setTimeout(stopLate, Math.min(minutes * 60_000, 2 ** 31 - 1));
  const end = () => void (signal.reason === shutdown ? child.kill() : child.stop());
  signal.addEventListener('abort', end, { once: true });
  const code = await child.exited;
  clearTimeout(timer);
  signal.removeEventListener('abort', end);
  signal.throwIfAborted();
  if (isLate) throw new JobFailed(`The job ran longer than its executionTimeoutMinutes, ${minutes}.`);
  if (code !== 0) {
    throw new JobFailed(
      `Job failed, please check complete logs in configured logging destination. ${child.lastOutput}`,
    );
  }
}
