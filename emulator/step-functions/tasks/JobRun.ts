/** What is known of the attempt at a task that may start a job. */
export interface JobRun {
  /** The name or id of the job, when an earlier start of the cloud has submitted it already. */
  submitted?: string;
  /** Whether an earlier start may have called already and was killed before it could write that down. */
  mayBeSubmitted?: boolean;
  /** The same for a call that may be made again, and for no other. */
  token: string;
  /** Told once the job is submitted, before it is waited for. */
  onSubmitted(name: string): void;
  /** Stops waiting. The job is stopped too, unless the reason is `shutdown`: then it is waited for again later. */
  signal: AbortSignal;
}
