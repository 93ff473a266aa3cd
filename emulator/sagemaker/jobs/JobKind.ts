import type { Request } from '../control/checks.ts';
import type { ObjectStore } from '../../s3/index.ts';

/** What a job is given to do its work. */
export interface JobWork {
  name: string;
  arn: string;
  /** As it was sent. */
  request: Request;
  /** Of this job alone; goes when it has ended. */
  folder: string;
  logFile: string;
  region: string;
  /** S3 with the permissions of a role. */
  storeOf(roleArn: string): ObjectStore;
  /** The folder of an image. @throws JobFailed for one that cannot be pulled */
  imageFolder(uri: string, roleArn: string): string;
  /** Further environment of a container. */
  environment(baseFolder: string): Record<string, string>;
  /** Says what it does now: a secondary status of a training job. */
  setPhase(status: string, message: string): void;
  signal: AbortSignal;
}

/** What the three kinds of jobs do differently. */
export interface JobKind {
  /** Of operations and members. */
  name: 'TrainingJob' | 'ProcessingJob' | 'TransformJob';
  /** In ARNs. */
  path: string;
  /** Members of the start and the end of the work in descriptions. */
  times: [start: string, end: string];
  /** Whose role is passed; undefined when the request names none. */
  roleOf(request: Request): string | undefined;
  /** What it runs; undefined when a model says so. */
  imageOf(request: Request): string | undefined;
  /** @throws ServiceError (ValidationException) */
  check(request: Request): void;
  /** What needs a look at S3 before the job is made. @throws ServiceError (ValidationException) */
  look?(request: Request, storeOf: (roleArn: string) => ObjectStore, region: string): Promise<void>;
  /** @returns further members of the description. @throws JobFailed, JobStopped */
  run(work: JobWork): Promise<Record<string, unknown>>;
  /** The message for a job that is not there, and for one that is there already. */
  messages: { absent(name: string): string; taken(arn: string): string };
}
