import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ServiceError } from '../gateway/index.ts';
import { Records } from '../service/Records.ts';
import { invalid, type JobRunRequest } from './checkJobRun.ts';
import { JobFailed } from './JobFailed.ts';
import { runSparkJob, type SparkJob } from './runSparkJob.ts';

type State = 'SUBMITTED' | 'RUNNING' | 'SUCCESS' | 'FAILED' | 'CANCELLING' | 'CANCELLED';

/** A job run as it is kept. Times are seconds since the Unix epoch. */
interface JobRunRecord {
  jobRunId: string;
  applicationId: string;
  arn: string;
  createdBy: string;
  request: JobRunRequest;
  state: State;
  stateDetails: string;
  createdAt: number;
  updatedAt: number;
}

export interface JobRunsOptions extends Pick<SparkJob, 'spark' | 'assets'> {
  storeOf(roleArn: string): SparkJob['store'];
  /** ARNs of applications by their ids. */
  applications: ReadonlyMap<string, { arn: string; releaseLabel: string }>;
  /** Of the service: records and what jobs work on. */
  folder: string;
  logFolder: string;
  log(line: string): void;
}

const shutdown = 'shutdown';
const now = (): number => Date.now() / 1000;
const isOver = ({ state }: JobRunRecord): boolean => ['SUCCESS', 'FAILED', 'CANCELLED'].includes(state);

/** The job runs of every application. They outlive the cloud: one that was at work is begun again at the next start. */
export class JobRuns {
  readonly #options: JobRunsOptions;
  readonly #records: Records<JobRunRecord>;
  readonly #running = new Map<string, { abort: AbortController; end: Promise<void> }>();

  constructor(options: JobRunsOptions) {
    this.#options = options;
    this.#records = new Records(join(options.folder, 'job-runs'));
  }

  /** @throws ServiceError (ResourceNotFoundException) */
  application(id: string): { arn: string; releaseLabel: string } {
    const found = this.#options.applications.get(id);
    if (!found) throw new ServiceError('ResourceNotFoundException', `Application ${id} does not exist`, 404);
    return found;
  }

  /** The same token starts nothing twice. @throws ServiceError (ConflictException) */
  start(applicationId: string, request: JobRunRequest, createdBy: string): JobRunRecord {
    const { arn } = this.application(applicationId);
    const known = this.#records
      .all()
      .find((one) => one.applicationId === applicationId && one.request.clientToken === request.clientToken);
    if (known && JSON.stringify(known.request) !== JSON.stringify(request)) {
      throw new ServiceError('ConflictException', 'The clientToken was used for another job run already.', 409);
    }
    if (known) return known;
    const jobRunId = `00${randomBytes(7).toString('hex')}`;
    const at = now();
    this.#records.set(jobRunId, {
      ...{ jobRunId, applicationId, arn: `${arn}/jobruns/${jobRunId}`, createdBy, request },
      ...{ state: 'SUBMITTED', stateDetails: '', createdAt: at, updatedAt: at },
    });
    this.#run(jobRunId);
    return this.#record(jobRunId);
  }

  /** @throws ServiceError (ResourceNotFoundException) */
  describe(applicationId: string, jobRunId: string): Record<string, unknown> {
    const { request, ...record } = this.#find(applicationId, jobRunId);
    const { name, executionRoleArn, executionTimeoutMinutes, jobDriver } = request;
    return {
      ...record,
      ...{ name, executionRole: executionRoleArn, executionTimeoutMinutes, jobDriver, mode: 'BATCH' },
      releaseLabel: this.application(applicationId).releaseLabel,
    };
  }

  /** @throws ServiceError (ResourceNotFoundException, ValidationException) */
  cancel(applicationId: string, jobRunId: string): void {
    const record = this.#find(applicationId, jobRunId);
    if (isOver(record)) throw invalid(`Job run ${jobRunId} is in the state ${record.state} and cannot be cancelled`);
    this.#change(jobRunId, { state: 'CANCELLING' });
    this.#running.get(jobRunId)?.abort.abort('cancel');
  }

  /** Begins those again that an earlier start left at work. */
  resume(): void {
    for (const record of this.#records.all().filter((one) => !isOver(one))) {
      if (record.state === 'CANCELLING') this.#change(record.jobRunId, { state: 'CANCELLED' });
      else this.#run(record.jobRunId);
    }
  }

  /** Ends what runs and leaves it for the next start. */
  async close(): Promise<void> {
    const running = [...this.#running.values()];
    running.forEach(({ abort }) => abort.abort(shutdown));
    await Promise.all(running.map(({ end }) => end));
  }

  #record(jobRunId: string): JobRunRecord {
    return this.#records.get(jobRunId)!;
  }

  #find(applicationId: string, jobRunId: string): JobRunRecord {
    const record = this.#records.get(jobRunId);
    if (record?.applicationId === applicationId) return record;
    throw new ServiceError('ResourceNotFoundException', `Job run ${jobRunId} does not exist`, 404);
  }

  #change(jobRunId: string, change: Partial<JobRunRecord>): void {
    this.#records.set(jobRunId, { ...this.#record(jobRunId), ...change, updatedAt: now() });
  }

  #run(jobRunId: string): void {
    const { spark, assets, storeOf, folder, logFolder } = this.#options;
    const { request } = this.#record(jobRunId);
    const abort = new AbortController();
    const workFolder = join(folder, 'work', jobRunId);
    // What an earlier start left is half of something.
    rmSync(workFolder, { recursive: true, force: true });
    mkdirSync(workFolder, { recursive: true });
    this.#change(jobRunId, { state: 'RUNNING' });
    const end = runSparkJob({
      ...{ request, spark, assets, shutdown, signal: abort.signal, folder: workFolder },
      logFile: join(logFolder, `job-run-${jobRunId}.log`),
      store: storeOf(request.executionRoleArn),
    })
      .then(
        () => this.#change(jobRunId, { state: 'SUCCESS' }),
        (error: unknown) => this.#fail(jobRunId, error, abort.signal),
      )
      .then(() => {
        this.#running.delete(jobRunId);
        rmSync(workFolder, { recursive: true, force: true });
      });
    this.#running.set(jobRunId, { abort, end });
  }

  #fail(jobRunId: string, error: unknown, signal: AbortSignal): void {
    if (signal.reason === shutdown) return;
    if (signal.aborted) return this.#change(jobRunId, { state: 'CANCELLED' });
    const { message } = error as Error;
    const stateDetails = error instanceof JobFailed ? message : `The local cloud failed: ${message}`;
    this.#change(jobRunId, { state: 'FAILED', stateDetails });
    this.#options.log(`job run ${this.#record(jobRunId).request.name ?? jobRunId} failed: ${stateDetails}`);
  }
}
