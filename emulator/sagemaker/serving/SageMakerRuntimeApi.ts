import { ServiceError, type ServiceApi, type ServiceRequest, type ServiceResponse } from '../../gateway/index.ts';
import type { AccessControl, Principal } from '../../identity/index.ts';
import { ModelNotServed } from '../errors.ts';
import type { ModelAnswer } from './ModelServer.ts';
import type { ServingEndpoint } from './ServingEndpoint.ts';

const path = /^\/endpoints\/([^/]+)\/invocations$/;
const passedOn = ['content-type', 'accept', 'x-amzn-sagemaker-custom-attributes', 'x-amzn-sagemaker-inference-id'];

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html */
export class SageMakerRuntimeApi implements ServiceApi {
  readonly signingName = 'sagemaker';
  readonly #find: (name: string) => ServingEndpoint | undefined;
  readonly #access: AccessControl;
  readonly #onLatency: (endpoint: ServingEndpoint, milliseconds: number) => void;

  /**
   * @param find an endpoint by its name in any case
   * @param onLatency told how long an endpoint took for an answer
   */
  constructor(
    find: (name: string) => ServingEndpoint | undefined,
    access: AccessControl,
    onLatency: (endpoint: ServingEndpoint, milliseconds: number) => void = () => undefined,
  ) {
    this.#find = find;
    this.#access = access;
    this.#onLatency = onLatency;
  }

  matches(request: ServiceRequest): boolean {
    return request.method === 'POST' && path.test(request.path);
  }

  async handle({ path: target, headers, body }: ServiceRequest, principal: Principal): Promise<ServiceResponse> {
    const name = decodeURIComponent(path.exec(target)![1]!);
    const endpoint = this.#find(name);
    this.#access.require(
      principal,
      'sagemaker:InvokeEndpoint',
      endpoint?.arn ?? `arn:aws:sagemaker:*:${principal.accountId}:endpoint/${name.toLowerCase()}`,
    );
    if (!endpoint?.isThere()) {
      throw new ServiceError('ValidationError', `Endpoint ${name} of account ${principal.accountId} not found.`);
    }
    if (body.length > endpoint.largestRequest) {
      throw new ServiceError(
        'ValidationError',
        `The request has ${body.length} bytes; ${name} takes ${endpoint.largestRequest}.`,
      );
    }
    const answer = await this.#ask(endpoint, headers, body);
    if (answer.status < 200 || answer.status > 299) {
      throw modelError(answer.status, answer.body.toString('utf8').slice(0, 1024), endpoint);
    }
    return {
      status: 200,
      headers: { 'content-type': answer.contentType, 'x-amzn-invoked-production-variant': endpoint.variant },
      body: answer.body,
    };
  }

  async #ask(endpoint: ServingEndpoint, headers: Record<string, string>, body: Buffer): Promise<ModelAnswer> {
    const passed = Object.fromEntries(
      passedOn.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])),
    );
    const started = performance.now();
    try {
      const answer = await endpoint.invoke(passed, body);
      this.#onLatency(endpoint, performance.now() - started);
      return answer;
    } catch (error) {
      if (error instanceof ModelNotServed) {
        throw new ServiceError('ServiceUnavailable', `The model of ${endpoint.name} is not running.`, 503);
      }
      throw modelError(0, (error as Error).message, endpoint);
    }
  }
}

const modelError = (status: number, message: string, { name }: ServingEndpoint): ServiceError =>
  new ServiceError(
    'ModelError',
    `Received ${status === 0 ? 'no answer' : `client or server error (${status})`} from primary with message "${message}".`,
    424,
    {
      OriginalStatusCode: status === 0 ? 500 : status,
      OriginalMessage: message,
      LogStreamArn: `local:/aws/sagemaker/Endpoints/${name}`,
    },
  );
