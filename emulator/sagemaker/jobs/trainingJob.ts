import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setInterval as every } from 'node:timers/promises';
import {
  checkNumber,
  checkOneOf,
  checkText,
  instanceTypePattern,
  invalid,
  memberAt,
  namePattern,
  requireMembers,
  rolePattern,
  s3UriPattern,
  type Request,
} from '../control/checks.ts';
import { pack } from '../storage/artifacts.ts';
import { JobFailed, JobStopped, shutdown, noObjects, transferFailure } from './errors.ts';
import type { JobKind, JobWork } from './JobKind.ts';
import { filesBelow, readS3Uri, type ObjectStore } from '../../s3/index.ts';
import { runContainer } from './runContainer.ts';

interface Channel {
  ChannelName: string;
  ContentType?: string;
  DataSource: { S3DataSource: { S3Uri: string } };
}
interface TrainingRequest {
  TrainingJobName: string;
  RoleArn: string;
  AlgorithmSpecification: { TrainingImage: string };
  InputDataConfig?: Channel[];
  OutputDataConfig: { S3OutputPath: string };
  ResourceConfig: { InstanceType: string };
  StoppingCondition: { MaxRuntimeInSeconds?: number };
  HyperParameters?: Record<string, string>;
  Environment?: Record<string, string>;
  CheckpointConfig?: { S3Uri: string; LocalPath?: string };
}

const typed = (request: Request): TrainingRequest => request as unknown as TrainingRequest;
const longestByDefault = 86_400;

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html */
const check = (request: Request): void => {
  requireMembers(
    request,
    ...['TrainingJobName', 'AlgorithmSpecification', 'RoleArn', 'OutputDataConfig', 'OutputDataConfig.S3OutputPath'],
    ...['ResourceConfig', 'StoppingCondition', 'AlgorithmSpecification.TrainingInputMode'],
  );
  checkText(request, 'TrainingJobName', namePattern);
  checkText(request, 'RoleArn', rolePattern);
  checkText(request, 'OutputDataConfig.S3OutputPath', s3UriPattern);
  checkText(request, 'ResourceConfig.InstanceType', instanceTypePattern);
  checkNumber(request, 'ResourceConfig.VolumeSizeInGB', 1, 32_768);
  checkNumber(request, 'StoppingCondition.MaxRuntimeInSeconds', 1, 2_419_200);
  checkNumber(request, 'StoppingCondition.MaxWaitTimeInSeconds', 1, 2_419_200);
  checkOneOf(request, 'AlgorithmSpecification.TrainingInputMode', ['File']);
  checkOneOf(request, 'ResourceConfig.InstanceCount', [1]);
  if (memberAt(request, 'AlgorithmSpecification.TrainingImage') === undefined) {
    throw invalid('The local cloud trains by an image: give AlgorithmSpecification.TrainingImage.');
  }
  const longest = Number(memberAt(request, 'StoppingCondition.MaxRuntimeInSeconds') ?? longestByDefault);
  const wait = memberAt(request, 'StoppingCondition.MaxWaitTimeInSeconds') as number | undefined;
  if (request.EnableManagedSpotTraining === true && (wait === undefined || wait < longest)) {
    throw invalid(
      'Invalid MaxWaitTimeInSeconds. It must be present and be greater than or equal to MaxRuntimeInSeconds',
    );
  }
  if (request.EnableManagedSpotTraining !== true && wait !== undefined) {
    throw invalid('MaxWaitTimeInSeconds is only supported when EnableManagedSpotTraining is true');
  }
  for (const channel of typed(request).InputDataConfig ?? []) {
    const source = { inputDataConfig: channel };
    requireMembers(source, 'inputDataConfig.ChannelName', 'inputDataConfig.DataSource.S3DataSource.S3Uri');
    checkText(source, 'inputDataConfig.ChannelName', /^[A-Za-z0-9.\-_]{1,64}$/);
    checkText(source, 'inputDataConfig.DataSource.S3DataSource.S3Uri', /^s3:\/\/.+$/);
    checkOneOf(source, 'inputDataConfig.DataSource.S3DataSource.S3DataType', ['S3Prefix']);
    checkOneOf(source, 'inputDataConfig.InputMode', ['File']);
    checkOneOf(source, 'inputDataConfig.CompressionType', ['None']);
  }
  const parameters = Object.entries(typed(request).HyperParameters ?? {});
  const notText = parameters.find(([, value]) => typeof value !== 'string');
  if (notText) throw invalid(`Hyperparameter ${notText[0]} must be a string.`);
};

/** SageMaker looks for the input before it makes the job. */
const look = async (request: Request, storeOf: (roleArn: string) => ObjectStore, region: string): Promise<void> => {
  const { RoleArn, InputDataConfig = [] } = typed(request);
  for (const { DataSource } of InputDataConfig) {
    const place = readS3Uri(DataSource.S3DataSource.S3Uri);
    const keys = await storeOf(RoleArn)
      .list(place)
      .catch(() => []);
    if (keys.length === 0) throw invalid(noObjects(place, RoleArn, region));
  }
};

const writeConfiguration = (
  base: string,
  { HyperParameters = {}, InputDataConfig = [], ResourceConfig }: TrainingRequest,
) => {
  const folder = join(base, 'input', 'config');
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: unknown) =>
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(content));
  write('hyperparameters', HyperParameters);
  write('resourceconfig', {
    current_host: 'algo-1',
    current_instance_type: ResourceConfig.InstanceType,
    hosts: ['algo-1'],
    network_interface_name: 'lo',
  });
  const channel = { TrainingInputMode: 'File', S3DistributionType: 'FullyReplicated', RecordWrapperType: 'None' };
  write(
    'inputdataconfig',
    Object.fromEntries(
      InputDataConfig.map(({ ChannelName, ContentType }) => [
        ChannelName,
        { ...channel, ...(ContentType !== undefined && { ContentType }) },
      ]),
    ),
  );
};

const download = async (
  store: ObjectStore,
  base: string,
  { InputDataConfig = [], RoleArn }: TrainingRequest,
  region: string,
) => {
  for (const { ChannelName, DataSource } of InputDataConfig) {
    const place = readS3Uri(DataSource.S3DataSource.S3Uri);
    const count = await store.downloadAll(place, join(base, 'input', 'data', ChannelName)).catch((error: unknown) => {
      throw new JobFailed(transferFailure('Data download', error), {}, { cause: error });
    });
    if (count === 0) {
      throw new JobFailed(`ClientError: Data download failed:${noObjects(place, RoleArn, region)}`);
    }
  }
};

/** Checkpoints go up while the job works, so that what is lost with the machine is little. Milliseconds. */
const checkpointInterval = 2000;

const keepCheckpoints = async (store: ObjectStore, folder: string, uri: string, signal: AbortSignal): Promise<void> => {
  const place = readS3Uri(uri);
  let known = '';
  const sync = async () => {
    const state = JSON.stringify(filesBelow(folder).map((file) => [file, statSync(join(folder, file)).mtimeMs]));
    if (state !== known) {
      await store.uploadAll(folder, place);
      known = state;
    }
  };
  try {
    for await (const _ of every(checkpointInterval, undefined, { signal })) await sync();
  } catch (error) {
    if ((error as Error).name !== 'AbortError') throw error;
    await store.uploadAll(folder, place);
  }
};

const upload = async (store: ObjectStore, base: string, { OutputDataConfig, TrainingJobName }: TrainingRequest) => {
  const folder = `${OutputDataConfig.S3OutputPath.replace(/\/$/, '')}/${TrainingJobName}/output`;
  const send = async (name: string, source: string) => {
    const file = join(base, name);
    await pack(source, file);
    await store.upload(file, readS3Uri(`${folder}/${name}`));
  };
  try {
    await send('model.tar.gz', join(base, 'model'));
    if (filesBelow(join(base, 'output', 'data')).length > 0) {
      await send('output.tar.gz', join(base, 'output', 'data'));
    }
  } catch (error) {
    throw new JobFailed(transferFailure('Artifact upload', error), {}, { cause: error });
  }
  return { ModelArtifacts: { S3ModelArtifacts: `${folder}/model.tar.gz` } };
};

const train = async (work: JobWork, request: TrainingRequest, base: string) => {
  const { name, arn, logFile, region, signal } = work;
  const failure = join(base, 'output', 'failure');
  const end = await runContainer({
    imageFolder: work.imageFolder(request.AlgorithmSpecification.TrainingImage, request.RoleArn),
    command: ['train.mjs'],
    baseFolder: base,
    environment: {
      TRAINING_JOB_NAME: name,
      TRAINING_JOB_ARN: arn,
      AWS_REGION: region,
      ...work.environment(base),
      ...request.Environment,
    },
    logFile,
    longest: request.StoppingCondition.MaxRuntimeInSeconds ?? longestByDefault,
    signal,
  });
  if (end.stopped === undefined && end.code !== 0) {
    const reason = existsSync(failure) ? readFileSync(failure, 'utf8') : end.lastOutput;
    throw new JobFailed(`AlgorithmError: ${reason}, exit code: ${end.code ?? 'none'}`);
  }
  return end.stopped;
};

const run = async (work: JobWork): Promise<Record<string, unknown>> => {
  const request = typed(work.request);
  const store = work.storeOf(request.RoleArn);
  const base = join(work.folder, 'ml');
  const checkpoints = join(base, 'checkpoints');
  // Begun again, it has the checkpoints that it wrote, and nothing else of before.
  const left = existsSync(base) ? readdirSync(base) : [];
  left.filter((entry) => entry !== 'checkpoints').forEach((entry) => rmSync(join(base, entry), { recursive: true }));
  for (const folder of ['input/data', 'model', 'output/data', 'checkpoints']) {
    mkdirSync(join(base, folder), { recursive: true });
  }
  writeConfiguration(base, request);
  work.setPhase('Downloading', 'Downloading the training data');
  await download(store, base, request, work.region);
  const { S3Uri: checkpointUri } = request.CheckpointConfig ?? {};
  if (checkpointUri !== undefined && filesBelow(checkpoints).length === 0) {
    await store.downloadAll(readS3Uri(checkpointUri), checkpoints);
  }
  work.signal.throwIfAborted();
  work.setPhase('Training', 'Training in progress');
  const trained = new AbortController();
  const kept =
    checkpointUri === undefined
      ? Promise.resolve()
      : keepCheckpoints(store, checkpoints, checkpointUri, trained.signal).catch((error: unknown) => error);
  const stopped = await train(work, request, base).finally(async () => {
    trained.abort();
    await kept;
  });
  if (work.signal.reason === shutdown) throw work.signal.reason;
  work.setPhase('Uploading', 'Uploading generated training model');
  const members = await upload(store, base, request);
  if (stopped !== undefined) {
    throw new JobStopped(stopped === 'MAX_RUNTIME' ? 'MaxRuntimeExceeded' : 'Stopped', members);
  }
  return members;
};

/** https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo.html */
export const trainingJob: JobKind = {
  name: 'TrainingJob',
  path: 'training-job',
  times: ['TrainingStartTime', 'TrainingEndTime'],
  roleOf: (request) => request.RoleArn as string | undefined,
  imageOf: (request) => typed(request).AlgorithmSpecification.TrainingImage,
  check,
  look,
  run,
  messages: {
    absent: () => 'Requested resource not found.',
    taken: (arn) =>
      `Training job names must be unique within an AWS account and region, and a training job with this name already exists (${arn})`,
  },
};
