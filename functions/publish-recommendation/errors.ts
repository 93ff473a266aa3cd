/** The API did not take a list to push. `cause` is the network's error, if it was one. */
export class PublishFailedError extends Error {
  readonly code = 'PUBLISH_FAILED';
  /** Of the HTTP answer; undefined when there was none. */
  readonly status: number | undefined;

  constructor(message: string, status?: number, options?: ErrorOptions) {
    super(message, options);
    // Step Functions retries by this name (infra/constructs/RecommendationWorkflow.ts).
    this.name = 'PublishFailedError';
    this.status = status;
  }
}
