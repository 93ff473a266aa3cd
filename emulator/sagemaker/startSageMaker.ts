import { join } from 'node:path';
import type { JsonApi } from '../gateway/index.ts';
import type { AccessControl } from '../identity/index.ts';
import type { HealthCheck } from '../processes/index.ts';
import { Models } from './control/Models.ts';
import { createSageMakerApi } from './createSageMakerApi.ts';
import { JobFailed } from './jobs/errors.ts';
import { Jobs } from './jobs/Jobs.ts';
import { processingJob } from './jobs/processingJob.ts';
import { trainingJob } from './jobs/trainingJob.ts';
import { createTransformJob } from './jobs/transformJob.ts';
import { Endpoints } from './serving/Endpoints.ts';
import { Images } from './storage/Images.ts';
import { RoleStores, type ObjectStore } from '../s3/index.ts';

export interface SageMakerOptions {
  /** Where jobs, models and endpoints are kept. */
  folder: string;
  logFolder: string;
  region: string;
  accountId: string;
  access: AccessControl;
  /** Where S3 answers. */
  gatewayUrl: string;
  /** ARNs of the roles that there are. */
  roles: ReadonlySet<string>;
  /** The folders that Docker would build, by the tags of their images. */
  images: ReadonlyMap<string, { folder: string }>;
  /** Further environment of a container. */
  environment(baseFolder: string): Record<string, string>;
  /** Milliseconds after which a serverless endpoint that nobody asks gives its memory back. @defaultValue 300000 */
  idle?: number;
  health?: Partial<HealthCheck>;
  log(line: string): void;
}

/** The part of SageMaker that calls make: jobs, models and endpoints. */
export interface SageMaker {
  api: JsonApi;
  endpoints: Endpoints;
  /** Goes on with what an earlier start left. S3 must answer by then. */
  resume(): void;
  stop(): Promise<void>;
}

/** How SageMaker names its session when it takes a role. */
const session = 'SageMaker';
const fiveMinutes = 300_000;

export function startSageMaker(options: SageMakerOptions): SageMaker {
  const { folder, logFolder, region, accountId, access, gatewayUrl, roles, environment } = options;
  const { idle = fiveMinutes, health, log } = options;
  const stores = new RoleStores({ access, gatewayUrl, region, session });
  const storeOf = (roleArn: string): ObjectStore => stores.of(roleArn);
  const images = new Images(join(folder, 'images'), options.images);
  const imageFolder = (uri: string, roleArn: string): string => {
    const found = images.find(uri);
    if (found === undefined) {
      throw new JobFailed(
        `ClientError: Cannot pull the image ${uri}. Please ensure that the image exists and that the role ${roleArn} ` +
          'may pull it. Here it must be a Docker asset of the template',
      );
    }
    return found;
  };
  const arnPrefix = `arn:aws:sagemaker:${region}:${accountId}:`;
  const models = new Models({ folder, arnPrefix, storeOf, hasImage: (uri) => images.has(uri) });
  const shared = { folder, logFolder, storeOf, imageFolder, environment, log };
  const endpoints = new Endpoints({ ...shared, arnPrefix, models, idle, health });
  const jobs = [trainingJob, processingJob, createTransformJob(models)].map(
    (kind) => new Jobs({ ...shared, kind, region, accountId }),
  );
  return {
    api: createSageMakerApi({ access, roles, jobs, models, endpoints }),
    endpoints,
    resume() {
      images.prune([...models.images(), ...endpoints.images(), ...jobs.flatMap((one) => one.images())]);
      endpoints.resume();
      jobs.forEach((one) => one.resume());
    },
    async stop() {
      await Promise.all([...jobs.map((one) => one.close()), endpoints.close()]);
      stores.close();
    },
  };
}
