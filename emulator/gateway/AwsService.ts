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

/** One AWS service behind the local endpoint. */
export interface AwsService {
  /** The name that signatures are scoped to. */
  readonly signingName: string;
  /** Whether the request is for this service. */
  matches(request: ServiceRequest): boolean;
  /** Failures of the service are thrown as ServiceError or AccessRefused. */
  handle(request: ServiceRequest, principal: Principal): Promise<ServiceResponse>;
}
