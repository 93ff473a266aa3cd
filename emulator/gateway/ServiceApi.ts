import type { Readable } from 'node:stream';
import type { Principal } from '../identity/index.ts';

/** A request to an AWS service, with its signature already checked. */
export interface ServiceRequest {
  method: string;
  /** Path and query as sent. */
  path: string;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: Buffer;
}

export interface ServiceResponse {
  status: number;
  headers?: Record<string, string>;
  body: string | Buffer;
}

/** A request that was refused or failed: the AWS error type, its message and HTTP status. */
export interface Failure {
  code: string;
  message: string;
  status: number;
  /** Further members of the error's body. */
  details: Record<string, unknown>;
}

/** The API of one AWS service behind the local endpoint. */
export interface ServiceApi {
  /** The name that signatures are scoped to. */
  readonly signingName: string;
  /** Whether the request is for this service. */
  matches(request: ServiceRequest): boolean;
  /** Failures of the service are thrown as ServiceError or AccessRefused. */
  handle(request: ServiceRequest, principal: Principal): Promise<ServiceResponse>;
  /** How failures are written. @defaultValue JSON, as most services do */
  describeFailure?(failure: Failure): ServiceResponse;
}

/** A request whose body is still to be read. */
export interface StreamedRequest extends Omit<ServiceRequest, 'body'> {
  body: Readable;
}

/**
 * A service whose bodies may be large. It is chosen by the head of a request, and the signature is checked with the
 * hash of the body that the head states: the service holds the body against it.
 */
export interface StreamedApi {
  readonly signingName: string;
  readonly isStreamed: true;
  matches(head: Omit<ServiceRequest, 'body'>): boolean;
  /** Failures of the service are thrown as ServiceError or AccessRefused. */
  handle(
    request: StreamedRequest,
    principal: Principal,
  ): Promise<Omit<ServiceResponse, 'body'> & { body: string | Buffer | Readable }>;
  describeFailure?(failure: Failure): ServiceResponse;
}
