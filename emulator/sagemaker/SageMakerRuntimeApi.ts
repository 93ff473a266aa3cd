import { ServiceError, type ServiceApi, type ServiceRequest, type ServiceResponse } from '../gateway/index.ts';
import type { AccessControl, Principal } from '../identity/index.ts';
import type { ModelAnswer, ModelServer } from './ModelServer.ts';
import type { EndpointDefinition } from './planEndpoints.ts';

/** An endpoint with the container that answers for it. */
export interface ServedEndpoint extends EndpointDefinition {
  server: ModelServer;
}

const path = /^\/endpoints\/([^/]+)\/invocations$/;
const passedOn = ['content-type', 'accept', 'x-amzn-sagemaker-custom-attributes', 'x-amzn-sagemaker-inference-id'];

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html */
export class SageMakerRuntimeApi implements ServiceApi {
  readonly signingName = 'sagemaker';
  readonly #endpoints: ServedEndpoint[];
  readonly #access: AccessControl;

  constructor(endpoints: ServedEndpoint[], access: AccessControl) {
    this.#endpoints = endpoints;
    this.#access = access;
  }

  matches(request: ServiceRequest): boolean {
    return request.method === 'POST' && path.test(request.path);
  }

  async handle({ path: target, headers, body }: ServiceRequest, principal: Principal): Promise<ServiceResponse> {
    const name = decodeURIComponent(path.exec(target)![1]!);
    const endpoint = this.#endpoints.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
    this.#access.require(
      principal,
      'sagemaker:InvokeEndpoint',
      endpoint?.arn ?? `arn:aws:sagemaker:*:${principal.accountId}:endpoint/${name.toLowerCase()}`,
    );
    if (!endpoint || !endpoint.server.hasModel()) {
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

  async #ask(endpoint: ServedEndpoint, headers: Record<string, string>, body: Buffer): Promise<ModelAnswer> {
    if (!endpoint.server.isRunning) {
      throw new ServiceError('ServiceUnavailable', `The model of ${endpoint.name} is not running.`, 503);
    }
    const passed = Object.fromEntries(
      passedOn.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])),
    );
    try {
      return await endpoint.server.invoke(passed, body);
    } catch (error) {
      throw modelError(0, (error as Error).message, endpoint);
    }
  }
}

const modelError = (status: number, message: string, { name }: ServedEndpoint): ServiceError =>
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
