import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { QueueUnavailableError } from './errors.ts';

export interface QueueCallerOptions {
  queueUrl: string;
  /** Where SQS is; left out, where the queue's URL says. */
  endpoint?: string;
  region: string;
  credentials: ConstructorParameters<typeof SignatureV4>[0]['credentials'];
  /** How long SQS may take, in milliseconds. */
  timeout: number;
}

/** Calls an operation of SQS on the queue. Throws QueueUnavailableError. */
export type CallQueue = (operation: string, parameters: object) => Promise<unknown>;

/**
 * Makes the function that calls SQS: one request each, for which a client of the SDK would be a third of the bundle.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html
 */
export function createQueueCaller({ queueUrl, endpoint, region, credentials, timeout }: QueueCallerOptions): CallQueue {
  const signer = new SignatureV4({ service: 'sqs', region, credentials, sha256: Sha256 });
  const url = new URL('/', endpoint ?? queueUrl);
  return async (operation, parameters) => {
    const request = new HttpRequest({
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      port: url.port ? Number(url.port) : undefined,
      path: '/',
      headers: {
        host: url.host,
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AmazonSQS.${operation}`,
      },
      body: JSON.stringify({ QueueUrl: queueUrl, ...parameters }),
    });
    const { headers, body } = await signer.sign(request);
    // `fetch` sets the host header by itself and refuses to be told.
    const { host: _host, ...sent } = headers;
    let response: Response;
    try {
      response = await fetch(url, {
        method: 'POST',
        headers: sent,
        body: body as string,
        signal: AbortSignal.timeout(timeout),
      });
    } catch (cause) {
      throw new QueueUnavailableError((cause as Error).message, { cause });
    }
    const text = await response.text();
    if (response.status !== 200) throw new QueueUnavailableError(`status ${response.status}: ${text.slice(0, 500)}`);
    return text === '' ? {} : JSON.parse(text);
  };
}
