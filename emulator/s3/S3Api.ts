import {
  element,
  type Failure,
  type ServiceResponse,
  type StreamedApi,
  type StreamedRequest,
} from '../gateway/index.ts';
import type { AccessControl, Principal } from '../identity/index.ts';
import type { Buckets } from './Buckets.ts';
import { findOperation } from './operations.ts';
import type { S3Response } from './Operation.ts';
import { S3Request } from './S3Request.ts';

/** How S3 calls what the gateway found. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const ownNames: Record<string, [code: string, status: number]> = {
  AccessDeniedException: ['AccessDenied', 403],
  MissingAuthenticationTokenException: ['AccessDenied', 403],
  UnrecognizedClientException: ['InvalidAccessKeyId', 403],
  InvalidSignatureException: ['SignatureDoesNotMatch', 403],
  IncompleteSignatureException: ['AuthorizationHeaderMalformed', 400],
  InternalFailure: ['InternalError', 500],
};

/** S3 behind the gateway: path style, REST and XML. https://docs.aws.amazon.com/AmazonS3/latest/API/ */
export class S3Api implements StreamedApi {
  readonly signingName = 's3';
  readonly isStreamed = true;
  readonly #buckets: Buckets;
  readonly #access: AccessControl;

  constructor(buckets: Buckets, access: AccessControl) {
    this.#buckets = buckets;
    this.#access = access;
  }

  /** A request to S3 is told by what it is signed for: its path is the caller's. */
  matches({ headers }: Pick<StreamedRequest, 'headers'>): boolean {
    return /Credential=[^,]*\/s3\/aws4_request/.test(headers.authorization ?? '');
  }

  async handle(request: StreamedRequest, principal: Principal): Promise<S3Response> {
    const taken = new S3Request(request, principal);
    return findOperation(taken)(taken, { buckets: this.#buckets, access: this.#access });
  }

  describeFailure({ code, message, status, details }: Failure): ServiceResponse {
    const [name, ownStatus] = ownNames[code] ?? [code, status];
    const members = Object.entries({ Code: name, Message: message, ...details }).map(([key, value]) =>
      element(key, String(value)),
    );
    return {
      status: ownStatus,
      headers: { 'content-type': 'application/xml' },
      body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${members.join('')}</Error>`,
    };
  }
}
