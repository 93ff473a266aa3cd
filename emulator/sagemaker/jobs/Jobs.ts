import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ServiceError } from '../../gateway/index.ts';
import { invalid, type Request } from '../control/checks.ts';
import { Records } from '../../service/Records.ts';
import { JobFailed, JobStopped, shutdown } from './errors.ts';
import type { JobKind, JobWork } from './JobKind.ts';

type Status = 'InProgress' | 'Completed' | 'Failed' | 'Stopping' | 'Stopped';

/** A job as it is kept: what was asked, and what became of it. Times are seconds since the Unix epoch. */
interface JobRecord {
  name: string;
  arn: string;
  request: Request;
  status: Status;
  createdAt: number;
  changedAt: number;
  startedAt?: number;
  endedAt?: number;
  failureReason?: string;
  phases: { Status: string; StatusMessage: string; StartTime: number; EndTime?: number }[];
  /** Further members of its description. */
  members: Record<string, unknown>;
}

export interface JobsOptions extends Pick<JobWork, 'region' | 'storeOf' | 'imageFolder' | 'environment'> {
  kind: JobKind;
  accountId: string;
  /** Of the service: records and what jobs work on. */
  folder: string;
  logFolder: string;
  log(line: string): void;
}

const now = (): number => Date.now() / 1000;
const isOver = ({ status }: JobRecord): boolean => ['Completed', 'Failed', 'Stopped'].includes(status);

/** A job is never interrupted here, so all of its time is billed. */
const timesOf = (seconds: number): Record<string, number> => ({
  TrainingTimeInSeconds: Math.ceil(seconds),
  BillableTimeInSeconds: Math.ceil(seconds),
});

/** The jobs of one kind. They outlive the cloud: one that was at work is begun again at the next start. */
export class Jobs {
  readonly #options: JobsOptions;
  readonly #records: Records<JobRecord>;
  readonly #running = new Map<string, { abort: AbortController; end: Promise<void> }>();

  constructor(options: JobsOptions) {
    this.#options = options;
    this.#records = new Records(join(options.folder, options.kind.path));
  }

  get kind(): JobKind {
    return this.#options.kind;
  }

  arnOf(name: string): string {
    const { region, accountId, kind } = this.#options;
    return `arn:aws:sagemaker:${region}:${accountId}:${kind.path}/${name.toLowerCase()}`;
  }

  /** @throws ServiceError (ValidationException, ResourceInUse). @returns its ARN */
  async create(request: Request): Promise<string> {
    const { kind, storeOf, region } = this.#options;
    kind.check(request);
    const name = String(request[`${kind.name}Name`]);
    const arn = this.arnOf(name);
    this.#assertNew(name, arn);
    await kind.look?.(request, storeOf, region);
    this.#assertNew(name, arn);
    const at = now();
    this.#records.set(name, {
      ...{ name, arn, request, status: 'InProgress', createdAt: at, changedAt: at, members: {} },
      phases: [{ Status: 'Starting', StatusMessage: 'Preparing the instances', StartTime: at }],
    });
    this.#start(name);
    return arn;
  }

  /** What Describe answers. @throws ServiceError (ValidationException) */
  describe(name: string): Record<string, unknown> {
    const { kind } = this.#options;
    const { Tags: _tags, ...request } = this.#record(name).request;
    const { arn, status, createdAt, changedAt, startedAt, endedAt, failureReason, phases, members } =
      this.#record(name);
    const [start, end] = kind.times;
    return {
      ...request,
      [`${kind.name}Arn`]: arn,
      [`${kind.name}Status`]: status,
      CreationTime: createdAt,
      LastModifiedTime: changedAt,
      ...(startedAt !== undefined && { [start]: startedAt }),
      ...(endedAt !== undefined && { [end]: endedAt }),
      ...(failureReason !== undefined && { FailureReason: failureReason }),
      ...(kind.name === 'TrainingJob' && {
        SecondaryStatus: phases.at(-1)!.Status,
        SecondaryStatusTransitions: phases,
        ...(startedAt !== undefined && endedAt !== undefined && timesOf(endedAt - startedAt)),
      }),
      ...members,
    };
  }

  /** Summaries, the newest first. */
  list({ NameContains, StatusEquals }: Request): Record<string, unknown>[] {
    const { name: kind } = this.#options.kind;
    return this.#records
      .all()
      .filter(({ name }) => NameContains === undefined || name.includes(String(NameContains)))
      .filter(({ status }) => StatusEquals === undefined || status === StatusEquals)
      .sort((a, b) => b.createdAt - a.createdAt)
      .map(({ name, arn, status, createdAt, changedAt, endedAt }) => ({
        ...{ [`${kind}Name`]: name, [`${kind}Arn`]: arn, [`${kind}Status`]: status },
        ...{ CreationTime: createdAt, LastModifiedTime: changedAt },
        ...(endedAt !== undefined && { [kind === 'TrainingJob' ? 'TrainingEndTime' : `${kind}EndTime`]: endedAt }),
      }));
  }

  /** Asks a job to end; Describe says when it has. @throws ServiceError (ValidationException) */
  stop(name: string): void {
    const record = this.#record(name);
    if (record.status !== 'InProgress') {
      throw invalid(
        `The request was rejected because the ${this.#options.kind.path.replace('-', ' ')} is in status ${record.status}.`,
      );
    }
    this.#change(name, { status: 'Stopping' });
    this.#running.get(name)?.abort.abort('stop');
  }

  /** The images of those that are at work. */
  images(): string[] {
    const { imageOf } = this.#options.kind;
    return this.#records.all().flatMap((record) => (isOver(record) ? [] : (imageOf(record.request) ?? [])));
  }

  /** Begins those again that an earlier start left at work. */
  resume(): void {
    this.#records
      .all()
      .filter((record) => !isOver(record))
      .forEach(({ name, status }) => {
        if (status === 'Stopping') {
          this.#end(name, { status: 'Stopped' }, 'Stopped');
        } else {
          this.#setPhase(name, 'Restarting', 'The local cloud was started again');
          this.#start(name);
        }
      });
  }

  /** Ends what runs and leaves it for the next start. */
  async close(): Promise<void> {
    const running = [...this.#running.values()];
    running.forEach(({ abort }) => abort.abort(shutdown));
    await Promise.all(running.map(({ end }) => end));
  }

  #assertNew(name: string, arn: string): void {
    if (this.#records.get(name)) throw new ServiceError('ResourceInUse', this.#options.kind.messages.taken(arn));
  }

  #record(name: string): JobRecord {
    const record = this.#records.get(name);
    if (!record) throw invalid(this.#options.kind.messages.absent(name));
    return record;
  }

  #change(name: string, change: Partial<JobRecord>): void {
    this.#records.set(name, { ...this.#record(name), ...change, changedAt: now() });
  }

  #setPhase(name: string, Status: string, StatusMessage: string): void {
    const at = now();
    const { phases, startedAt } = this.#record(name);
    const ended = phases.map((phase) => ({ EndTime: at, ...phase }));
    this.#change(name, { startedAt: startedAt ?? at, phases: [...ended, { Status, StatusMessage, StartTime: at }] });
  }

  #end(name: string, change: Partial<JobRecord>, phase: string): void {
    this.#setPhase(name, phase, change.failureReason ?? phase);
    this.#change(name, { ...change, endedAt: now() });
  }

  #start(name: string): void {
    const { kind, folder, logFolder, region, storeOf, imageFolder, environment } = this.#options;
    const { arn, request } = this.#record(name);
    const abort = new AbortController();
    const workFolder = join(folder, 'work', kind.path, name);
    const work: JobWork = {
      ...{ name, arn, request, region, storeOf, imageFolder, environment },
      folder: workFolder,
      logFile: join(logFolder, `${kind.path}-${name}.log`),
      setPhase: (status, message) => this.#setPhase(name, status, message),
      signal: abort.signal,
    };
    const end = kind
      .run(work)
      .then(
        (members) => this.#end(name, { status: 'Completed', members }, 'Completed'),
        (error: unknown) => this.#fail(name, error, abort.signal),
      )
      .then(() => {
        this.#running.delete(name);
        if (isOver(this.#record(name))) rmSync(workFolder, { recursive: true, force: true });
      });
    this.#running.set(name, { abort, end });
  }

  #fail(name: string, error: unknown, signal: AbortSignal): void {
    if (signal.reason === shutdown) return;
    if (error instanceof JobStopped || signal.aborted) {
      const { secondaryStatus, members } = error instanceof JobStopped ? error : new JobStopped('Stopped');
      this.#end(name, { status: 'Stopped', members }, secondaryStatus);
      return;
    }
    const { message, members } =
      error instanceof JobFailed ? error : new JobFailed(`InternalServerError: ${(error as Error).message}`);
    this.#end(name, { status: 'Failed', failureReason: message, members }, 'Failed');
    this.#options.log(`${this.#options.kind.path} ${name} failed: ${message}`);
  }
}
