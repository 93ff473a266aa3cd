import type { Principal } from '../identity/index.ts';
import { parseJsonBody } from './parseJsonBody.ts';
import type { ServiceApi, ServiceRequest, ServiceResponse } from './ServiceApi.ts';
import { ServiceError } from './ServiceError.ts';

export type Operation = (input: Record<string, unknown>, principal: Principal) => Promise<unknown>;

/**
 * A service of the AWS JSON protocol: `X-Amz-Target: <prefix>.<operation>` and a JSON body.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export class JsonApi implements ServiceApi {
  readonly signingName: string;
  readonly #prefix: string;
  readonly #operations: Record<string, Operation>;

  constructor(signingName: string, prefix: string, operations: Record<string, Operation>) {
    this.signingName = signingName;
    this.#prefix = prefix;
    this.#operations = operations;
  }

  matches({ headers }: ServiceRequest): boolean {
    return headers['x-amz-target']?.startsWith(`${this.#prefix}.`) ?? false;
  }

  async handle({ headers, body }: ServiceRequest, principal: Principal): Promise<ServiceResponse> {
    const name = headers['x-amz-target']!.slice(this.#prefix.length + 1);
    const operation = Object.hasOwn(this.#operations, name) ? this.#operations[name] : undefined;
    if (!operation) {
      throw new ServiceError('UnknownOperationException', `The local cloud does not emulate ${this.#prefix}.${name}.`);
    }
    const output = await operation(parseJsonBody(body), principal);
    return {
      status: 200,
      headers: { 'content-type': headers['content-type'] ?? 'application/x-amz-json-1.0' },
      body: JSON.stringify(output ?? {}),
    };
  }
}
