/** The function was invoked with something other than schema/contract/deployment.ts says. */
export class InvalidOperateRequestError extends Error {
  readonly code = 'INVALID_OPERATE_REQUEST';

  constructor(problems: string, options?: ErrorOptions) {
    super(`operate-deployment cannot read its input: ${problems}`, options);
    this.name = 'InvalidOperateRequestError';
  }
}

/** SageMaker did not say how an endpoint is. `cause` is the network's error, if it was one. */
export class EndpointUnknownError extends Error {
  readonly code = 'ENDPOINT_UNKNOWN';

  constructor(message: string, options?: ErrorOptions) {
    super(`SageMaker did not say how the endpoint is: ${message}`, options);
    this.name = 'EndpointUnknownError';
  }
}

/** The function `on-interaction` did not deal with the records that it was given. */
export class ReplayFailedError extends Error {
  readonly code = 'REPLAY_FAILED';

  constructor(reason: string, options?: ErrorOptions) {
    super(`on-interaction did not deal with the records: ${reason}`, options);
    this.name = 'ReplayFailedError';
  }
}
