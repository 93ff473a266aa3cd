import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import {
  checkNumber,
  checkOneOf,
  checkText,
  instanceTypePattern,
  namePattern,
  requireMembers,
  s3UriPattern,
  type Request,
} from '../control/checks.ts';
import type { Models } from '../control/Models.ts';
import { ModelServer } from '../serving/ModelServer.ts';
import { unpack } from '../storage/artifacts.ts';
import { JobFailed, noObjects, transferFailure } from './errors.ts';
import type { JobKind, JobWork } from './JobKind.ts';
import { readS3Uri, type ObjectStore } from '../../s3/index.ts';

interface TransformRequest {
  TransformJobName: string;
  ModelName: string;
  TransformInput: {
    DataSource: { S3DataSource: { S3Uri: string } };
    ContentType?: string;
    CompressionType?: 'None' | 'Gzip';
    SplitType?: 'None' | 'Line';
  };
  TransformOutput: { S3OutputPath: string; Accept?: string; AssembleWith?: 'None' | 'Line' };
  BatchStrategy?: 'SingleRecord' | 'MultiRecord';
  MaxPayloadInMB?: number;
  Environment?: Record<string, string>;
}

const typed = (request: Request): TransformRequest => request as unknown as TransformRequest;

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTransformJob.html */
const check = (request: Request): void => {
  requireMembers(
    request,
    ...['TransformJobName', 'ModelName', 'TransformInput.DataSource.S3DataSource.S3Uri'],
    ...['TransformOutput.S3OutputPath', 'TransformResources'],
  );
  checkText(request, 'TransformJobName', namePattern);
  checkText(request, 'TransformInput.DataSource.S3DataSource.S3Uri', s3UriPattern);
  checkOneOf(request, 'TransformInput.DataSource.S3DataSource.S3DataType', ['S3Prefix']);
  checkOneOf(request, 'TransformInput.CompressionType', ['None', 'Gzip']);
  checkOneOf(request, 'TransformInput.SplitType', ['None', 'Line']);
  checkText(request, 'TransformOutput.S3OutputPath', s3UriPattern);
  checkOneOf(request, 'TransformOutput.AssembleWith', ['None', 'Line']);
  checkText(request, 'TransformResources.InstanceType', instanceTypePattern);
  checkNumber(request, 'TransformResources.InstanceCount', 1, 1);
  checkOneOf(request, 'BatchStrategy', ['SingleRecord', 'MultiRecord']);
  checkNumber(request, 'MaxPayloadInMB', 0, 100);
};

/** The bodies of the requests that an object becomes. @throws JobFailed when a record is larger than a request may be */
async function* payloadsOf(content: Readable, request: TransformRequest): AsyncGenerator<Buffer> {
  const { TransformInput, BatchStrategy = 'MultiRecord', MaxPayloadInMB = 6 } = request;
  const limit = (MaxPayloadInMB === 0 ? 100 : MaxPayloadInMB) * 1024 * 1024;
  const checked = (payload: Buffer): Buffer => {
    if (payload.length <= limit) return payload;
    throw new JobFailed(
      `ClientError: A record of ${payload.length} bytes is larger than MaxPayloadInMB=${limit / 1024 / 1024}`,
    );
  };
  if (TransformInput.SplitType !== 'Line') {
    yield checked(await buffer(content));
    return;
  }
  let gathered: Buffer[] = [];
  let size = 0;
  for await (const text of createInterface({ input: content, crlfDelay: Infinity })) {
    const line = checked(Buffer.from(`${text}\n`));
    if (size > 0 && (BatchStrategy === 'SingleRecord' || size + line.length > limit)) {
      yield Buffer.concat(gathered);
      [gathered, size] = [[], 0];
    }
    gathered.push(line);
    size += line.length;
  }
  if (size > 0) yield Buffer.concat(gathered);
}

const transform = async (
  server: ModelServer,
  content: Readable,
  file: string,
  request: TransformRequest,
  signal: AbortSignal,
): Promise<void> => {
  const { TransformInput, TransformOutput } = request;
  const headers = {
    'content-type': TransformInput.ContentType ?? 'application/octet-stream',
    ...(TransformOutput.Accept !== undefined && { accept: TransformOutput.Accept }),
  };
  const output = createWriteStream(file);
  try {
    for await (const payload of payloadsOf(content, request)) {
      signal.throwIfAborted();
      const { status, body } = await server.invoke(headers, payload);
      if (status < 200 || status > 299) {
        throw new JobFailed(`ClientError: See job logs for more information (the model answered ${status})`);
      }
      const endsLine = body.length > 0 && body.at(-1) === 0x0a;
      const part =
        TransformOutput.AssembleWith === 'Line' && !endsLine ? Buffer.concat([body, Buffer.from('\n')]) : body;
      if (!output.write(part)) await once(output, 'drain');
    }
  } finally {
    output.end();
    await once(output, 'close');
  }
};

const fetchModel = async (store: ObjectStore, url: string, base: string): Promise<void> => {
  const archive = join(base, 'model.tar.gz');
  try {
    await store.download(readS3Uri(url), archive);
    await unpack(archive, join(base, 'model'));
  } catch (error) {
    throw new JobFailed(transferFailure('Model download', error), {}, { cause: error });
  }
};

/** Batch transform: https://docs.aws.amazon.com/sagemaker/latest/dg/batch-transform.html */
export const createTransformJob = (models: Models): JobKind => ({
  name: 'TransformJob',
  path: 'transform-job',
  times: ['TransformStartTime', 'TransformEndTime'],
  // It acts as the role of its model.
  roleOf: () => undefined,
  imageOf: () => undefined,
  check(request) {
    check(request);
    models.find(String(request.ModelName));
  },
  async run(work: JobWork) {
    const request = typed(work.request);
    const { container, roleArn } = models.find(request.ModelName);
    const store = work.storeOf(roleArn);
    const base = join(work.folder, 'ml');
    rmSync(base, { recursive: true, force: true });
    mkdirSync(join(base, 'model'), { recursive: true });
    const input = readS3Uri(request.TransformInput.DataSource.S3DataSource.S3Uri);
    const keys = await store.list(input).catch((error: unknown) => {
      throw new JobFailed(transferFailure('Data download', error), {}, { cause: error });
    });
    if (keys.length === 0) throw new JobFailed(`ClientError: ${noObjects(input, roleArn, work.region)}`);
    const imageFolder = work.imageFolder(container.Image, roleArn);
    if (container.ModelDataUrl !== undefined) await fetchModel(store, container.ModelDataUrl, base);
    const server = new ModelServer({
      imageFolder,
      baseFolder: base,
      environment: {
        SAGEMAKER_BATCH: 'true',
        ...work.environment(base),
        ...container.Environment,
        ...request.Environment,
      },
      logFile: work.logFile,
      log: () => undefined,
    });
    work.setPhase('Transforming', 'The container answers');
    try {
      await server.start().catch((error: Error) => {
        throw new JobFailed(`ClientError: The container did not pass the ping health check: ${error.message}`);
      });
      for (const key of keys) await transformObject(key);
    } finally {
      await server.stop();
    }
    return {};

    async function transformObject(key: string): Promise<void> {
      const object = await store.read({ bucket: input.bucket, key });
      const content = request.TransformInput.CompressionType === 'Gzip' ? object.pipe(createGunzip()) : object;
      const file = join(base, 'output');
      await transform(server, content, file, request, work.signal);
      const folder = request.TransformOutput.S3OutputPath.replace(/\/$/, '');
      const path = key === input.key ? key.split('/').pop()! : key.slice(input.key.length).replace(/^\//, '');
      await store.upload(file, readS3Uri(`${folder}/${path}.out`)).catch((error: unknown) => {
        throw new JobFailed(transferFailure('Data upload', error), {}, { cause: error });
      });
    }
  },
  messages: {
    absent: (name) => `Could not find requested job with name: ${name}`,
    taken: (arn) =>
      `Job name must be unique within an AWS account and region, and a job with this name already exists (${arn})`,
  },
});
