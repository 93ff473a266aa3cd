import { randomUUID } from 'node:crypto';
import type { Principal } from '../identity/index.ts';
import type { Failure, ServiceApi, ServiceRequest, ServiceResponse } from './ServiceApi.ts';
import { ServiceError } from './ServiceError.ts';
import { element } from './xml.ts';

/** Answers the members of the result, which are texts. */
export type QueryOperation = (input: URLSearchParams, principal: Principal) => Record<string, string>;

/**
 * A service of the AWS Query protocol: a form with `Action` and `Version`, answered in XML.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export class QueryApi implements ServiceApi {
  readonly signingName: string;
  readonly #version: string;
  readonly #operations: Record<string, QueryOperation>;

  /** @param version the `Version` of the service's requests, by which they are told from those of others */
  constructor(signingName: string, version: string, operations: Record<string, QueryOperation>) {
    this.signingName = signingName;
    this.#version = version;
    this.#operations = operations;
  }

  matches({ headers, body }: ServiceRequest): boolean {
    return (
      headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true &&
      new URLSearchParams(body.toString('utf8')).get('Version') === this.#version
    );
  }

  async handle({ body }: ServiceRequest, principal: Principal): Promise<ServiceResponse> {
    const input = new URLSearchParams(body.toString('utf8'));
    const action = input.get('Action') ?? '';
    const operation = Object.hasOwn(this.#operations, action) ? this.#operations[action] : undefined;
    if (!operation) {
      throw new ServiceError('InvalidAction', `The local cloud does not emulate ${this.signingName}:${action}.`);
    }
    const members = Object.entries(operation(input, principal)).map(([name, text]) => element(name, text));
    return this.#xml(
      200,
      `<${action}Response><${action}Result>${members.join('')}</${action}Result>` +
        `<ResponseMetadata>${element('RequestId', randomUUID())}</ResponseMetadata></${action}Response>`,
    );
  }

  describeFailure({ code, message, status }: Failure): ServiceResponse {
    const type = status < 500 ? 'Sender' : 'Receiver';
    const error = `<Error>${element('Type', type)}${element('Code', code)}${element('Message', message)}</Error>`;
    return this.#xml(status, `<ErrorResponse>${error}${element('RequestId', randomUUID())}</ErrorResponse>`);
  }

  #xml(status: number, body: string): ServiceResponse {
    return { status, headers: { 'content-type': 'text/xml' }, body };
  }
}
