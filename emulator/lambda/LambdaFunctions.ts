import { randomUUID } from 'node:crypto';
import { ServiceError, type ServiceApi, type ServiceRequest, type ServiceResponse } from '../gateway/index.ts';
import type { AccessControl, Principal } from '../identity/index.ts';
import type { InvocationOutcome } from './FunctionDefinition.ts';
import type { LambdaFunction } from './LambdaFunction.ts';

/** AWS waits one and two minutes; nobody watches a laptop that long. */
const retryDelays = [1000, 2000];
const invokePath = /^\/2015-03-31\/functions\/([^/]+)\/invocations/;

/** All functions, by name and ARN. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export class LambdaFunctions implements ServiceApi {
  readonly signingName = 'lambda';
  readonly #functions: LambdaFunction[];
  readonly #access: AccessControl;
  readonly #sendDeadLetter: (arn: string, body: string) => void;
  readonly #pending = new Set<Promise<void>>();

  constructor(functions: LambdaFunction[], access: AccessControl, sendDeadLetter: (arn: string, body: string) => void) {
    this.#functions = functions;
    this.#access = access;
    this.#sendDeadLetter = sendDeadLetter;
  }

  /** @throws ServiceError (ResourceNotFoundException). A qualifier behind the name or ARN is ignored. */
  find(nameOrArn: string): LambdaFunction {
    const name = /(?:^|:function:)([^:]+)(?::[^:]+)?$/.exec(nameOrArn)?.[1] ?? nameOrArn;
    const found = this.#functions.find(({ definition }) => definition.name === name);
    if (!found) {
      throw new ServiceError('ResourceNotFoundException', `Function not found: ${nameOrArn}`, 404);
    }
    return found;
  }

  invoke(nameOrArn: string, event: string, clientContext?: string): Promise<InvocationOutcome> {
    return this.find(nameOrArn).invoke(event, clientContext);
  }

  /** Asynchronous invocation: accepts at once, tries again after failures, then gives up to the dead-letter queue. */
  invokeLater(nameOrArn: string, event: string): void {
    const run = this.#attempt(this.find(nameOrArn), event).finally(() => this.#pending.delete(run));
    this.#pending.add(run);
  }

  /** @throws AccessRefused */
  require(principal: Principal, nameOrArn: string): void {
    this.#access.require(principal, 'lambda:InvokeFunction', this.find(nameOrArn).definition.arn);
  }

  matches({ method, path }: ServiceRequest): boolean {
    return method === 'POST' && invokePath.test(path);
  }

  async handle({ path, headers, body }: ServiceRequest, principal: Principal): Promise<ServiceResponse> {
    const name = decodeURIComponent(invokePath.exec(path)![1]!);
    this.require(principal, name);
    const event = body.length === 0 ? '{}' : body.toString('utf8');
    if (headers['x-amz-invocation-type'] === 'Event') {
      this.invokeLater(name, event);
      return { status: 202, body: '' };
    }
    const context = headers['x-amz-client-context'];
    const { payload, functionError } = await this.invoke(
      name,
      event,
      context && Buffer.from(context, 'base64').toString('utf8'),
    );
    return {
      status: 200,
      headers: {
        'x-amz-executed-version': '$LATEST',
        ...(functionError ? { 'x-amz-function-error': functionError } : {}),
      },
      body: payload,
    };
  }

  /** Ends every sandbox of every function, for tests. */
  async crash(): Promise<void> {
    await Promise.all(this.#functions.map((one) => one.crash()));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#functions.map((one) => one.stop()));
  }

  async #attempt(target: LambdaFunction, event: string): Promise<void> {
    const { deadLetterArn, maximumRetries = 2 } = target.definition;
    const requestId = randomUUID();
    let outcome: InvocationOutcome | undefined;
    for (let attempt = 0; attempt <= maximumRetries; attempt += 1) {
      outcome = await target.invoke(event).catch((error: Error) => ({
        payload: JSON.stringify({ errorMessage: error.message }),
        functionError: 'Unhandled' as const,
      }));
      if (!outcome.functionError) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, retryDelays[attempt] ?? 0).unref());
    }
    if (deadLetterArn !== undefined) {
      this.#sendDeadLetter(
        deadLetterArn,
        JSON.stringify({
          requestContext: { requestId, functionArn: target.definition.arn, condition: 'RetriesExhausted' },
          requestPayload: JSON.parse(event),
          responsePayload: JSON.parse(outcome!.payload),
        }),
      );
    }
  }
}
