import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import {
  checkNumber,
  checkOneOf,
  checkText,
  instanceTypePattern,
  invalid,
  namePattern,
  requireMembers,
  rolePattern,
  s3UriPattern,
  type Request,
} from '../control/checks.ts';
import { JobFailed, JobStopped, shutdown, noObjects, transferFailure } from './errors.ts';
import type { JobKind, JobWork } from './JobKind.ts';
import { readS3Uri, type ObjectStore } from '../../s3/index.ts';
import { readDockerfile } from '../storage/readDockerfile.ts';
import { runContainer } from './runContainer.ts';

interface ProcessingRequest {
  ProcessingJobName: string;
  RoleArn: string;
  AppSpecification: { ImageUri: string; ContainerEntrypoint?: string[]; ContainerArguments?: string[] };
  ProcessingInputs?: { InputName: string; S3Input: { S3Uri: string; LocalPath: string } }[];
  ProcessingOutputConfig?: { Outputs: { OutputName: string; S3Output: { S3Uri: string; LocalPath: string } }[] };
  StoppingCondition?: { MaxRuntimeInSeconds: number };
  Environment?: Record<string, string>;
}

const typed = (request: Request): ProcessingRequest => request as unknown as ProcessingRequest;
const longestByDefault = 86_400;
const localPath = /^\/opt\/ml\/processing\/(?!.*\.\.).+$/;

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateProcessingJob.html */
const check = (request: Request): void => {
  requireMembers(
    request,
    ...['ProcessingJobName', 'AppSpecification', 'AppSpecification.ImageUri', 'RoleArn', 'ProcessingResources'],
    'ProcessingResources.ClusterConfig',
  );
  checkText(request, 'ProcessingJobName', namePattern);
  checkText(request, 'RoleArn', rolePattern);
  checkText(request, 'ProcessingResources.ClusterConfig.InstanceType', instanceTypePattern);
  checkNumber(request, 'ProcessingResources.ClusterConfig.VolumeSizeInGB', 1, 16_384);
  checkNumber(request, 'StoppingCondition.MaxRuntimeInSeconds', 1, 777_600);
  checkOneOf(request, 'ProcessingResources.ClusterConfig.InstanceCount', [1]);
  const { ProcessingInputs = [], ProcessingOutputConfig, AppSpecification } = typed(request);
  for (const input of ProcessingInputs) {
    const source = { processingInputs: input };
    requireMembers(source, 'processingInputs.InputName', 'processingInputs.S3Input.S3Uri');
    requireMembers(source, 'processingInputs.S3Input.LocalPath');
    checkText(source, 'processingInputs.S3Input.S3Uri', s3UriPattern);
    checkText(source, 'processingInputs.S3Input.LocalPath', localPath);
    checkOneOf(source, 'processingInputs.S3Input.S3DataType', ['S3Prefix']);
    checkOneOf(source, 'processingInputs.S3Input.S3InputMode', ['File']);
    checkOneOf(source, 'processingInputs.S3Input.S3CompressionType', ['None']);
  }
  for (const output of ProcessingOutputConfig?.Outputs ?? []) {
    const target = { outputs: output };
    requireMembers(target, 'outputs.OutputName', 'outputs.S3Output.S3Uri', 'outputs.S3Output.LocalPath');
    checkText(target, 'outputs.S3Output.S3Uri', s3UriPattern);
    checkText(target, 'outputs.S3Output.LocalPath', localPath);
    checkOneOf(target, 'outputs.S3Output.S3UploadMode', ['EndOfJob']);
  }
  if (!Array.isArray(AppSpecification.ContainerEntrypoint) || AppSpecification.ContainerEntrypoint[0] !== 'node') {
    throw invalid('The local cloud runs ContainerEntrypoint ["node", "<file of the image>"] alone, without Docker.');
  }
};

const inBase = (base: string, path: string): string => join(base, posix.relative('/opt/ml', path));

/** A file of the image: below the folder that the Dockerfile makes the working one, or below any that it copies to. */
const fileOfImage = (imageFolder: string, path: string): string => {
  const { workingFolder } = readDockerfile(imageFolder);
  return posix.relative(workingFolder, posix.resolve(workingFolder, path));
};

const download = async (store: ObjectStore, base: string, request: ProcessingRequest, region: string) => {
  for (const { S3Input } of request.ProcessingInputs ?? []) {
    const place = readS3Uri(S3Input.S3Uri);
    const count = await store.downloadAll(place, inBase(base, S3Input.LocalPath)).catch((error: unknown) => {
      throw new JobFailed(transferFailure('Data download', error), {}, { cause: error });
    });
    if (count === 0) throw new JobFailed(`ClientError: ${noObjects(place, request.RoleArn, region)}`);
  }
};

const run = async (work: JobWork): Promise<Record<string, unknown>> => {
  const request = typed(work.request);
  const { RoleArn, AppSpecification, ProcessingOutputConfig, StoppingCondition, Environment } = request;
  const store = work.storeOf(RoleArn);
  const base = join(work.folder, 'ml');
  const outputs = (ProcessingOutputConfig?.Outputs ?? []).map(({ S3Output }) => S3Output);
  rmSync(base, { recursive: true, force: true });
  for (const folder of [
    join(base, 'config'),
    join(base, 'output'),
    ...outputs.map(({ LocalPath }) => inBase(base, LocalPath)),
  ]) {
    mkdirSync(folder, { recursive: true });
  }
  writeFileSync(
    join(base, 'config', 'processingjobconfig.json'),
    JSON.stringify({ ...work.request, ProcessingJobArn: work.arn }),
  );
  writeFileSync(
    join(base, 'config', 'resourceconfig.json'),
    JSON.stringify({ current_host: 'algo-1', hosts: ['algo-1'] }),
  );
  const imageFolder = work.imageFolder(AppSpecification.ImageUri, RoleArn);
  await download(store, base, request, work.region);
  work.signal.throwIfAborted();
  work.setPhase('Processing', 'The container runs');
  const [, file = '', ...rest] = AppSpecification.ContainerEntrypoint!;
  const { code, stopped } = await runContainer({
    imageFolder,
    command: [fileOfImage(imageFolder, file), ...rest, ...(AppSpecification.ContainerArguments ?? [])],
    baseFolder: base,
    environment: { AWS_REGION: work.region, ...work.environment(base), ...Environment },
    logFile: work.logFile,
    longest: StoppingCondition?.MaxRuntimeInSeconds ?? longestByDefault,
    signal: work.signal,
  });
  if (work.signal.reason === shutdown) throw work.signal.reason;
  const message = join(base, 'output', 'message');
  const members = existsSync(message) ? { ExitMessage: readFileSync(message, 'utf8').slice(0, 1024) } : {};
  if (stopped !== undefined) throw new JobStopped('Stopped', members);
  if (code !== 0) {
    throw new JobFailed(`AlgorithmError: See job logs for more information, exit code: ${code ?? 'none'}`, members);
  }
  try {
    for (const { LocalPath, S3Uri } of outputs) await store.uploadAll(inBase(base, LocalPath), readS3Uri(S3Uri));
  } catch (error) {
    throw new JobFailed(transferFailure('Data upload', error), members, { cause: error });
  }
  return members;
};

/** https://docs.aws.amazon.com/sagemaker/latest/dg/build-your-own-processing-container.html */
export const processingJob: JobKind = {
  name: 'ProcessingJob',
  path: 'processing-job',
  times: ['ProcessingStartTime', 'ProcessingEndTime'],
  roleOf: (request) => request.RoleArn as string | undefined,
  imageOf: (request) => typed(request).AppSpecification.ImageUri,
  check,
  run,
  messages: {
    absent: (name) => `Could not find requested job with name: ${name}`,
    taken: (arn) =>
      `Job name must be unique within an AWS account and region, and a job with this name already exists (${arn})`,
  },
};
