/** Why the cloud ends a job that its next start is to begin again: the reason of the job's signal. */
export const shutdown = 'shutdown';

/** A job cannot go on: what its description says of it. */
export class JobFailed extends Error {
  /** Further members of the description. */
  readonly members: Record<string, unknown>;

  constructor(reason: string, members: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(reason.slice(0, 1024), options);
    this.name = 'JobFailed';
    this.members = members;
  }
}

/** A job was stopped, by a caller or because it took longer than it may. */
export class JobStopped extends Error {
  readonly secondaryStatus: string;
  readonly members: Record<string, unknown>;

  constructor(secondaryStatus: string, members: Record<string, unknown> = {}) {
    super(secondaryStatus);
    this.name = 'JobStopped';
    this.secondaryStatus = secondaryStatus;
    this.members = members;
  }
}
