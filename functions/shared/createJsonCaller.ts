import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';

export interface JsonCallerOptions {
  /** The name that signatures are scoped to, for example `sqs`. */
  service: string;
  /** The prefix of `x-amz-target`, for example `AmazonSQS`. */
  target: string;
  contentType: 'application/x-amz-json-1.0' | 'application/x-amz-json-1.1';
  /** Where the service is. */
  endpoint: string;
  region: string;
  credentials: ConstructorParameters<typeof SignatureV4>[0]['credentials'];
  /** How long the service may take, in milliseconds. */
  timeout: number;
}

/** What a service answered. */
export interface JsonAnswer {
  status: number;
  text: string;
}

/** Calls an operation. Throws what `fetch` throws. */
export type CallJson = (operation: string, parameters: object) => Promise<JsonAnswer>;

/**
 * Makes the function that calls a service of AWS's JSON protocol: one request each, for which a client of the SDK would be
 * a third of the bundle. https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export function createJsonCaller(options: JsonCallerOptions): CallJson {
  const { service, target, contentType, region, credentials, timeout } = options;
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
  const url = new URL('/', options.endpoint);
  return async (operation, parameters) => {
    const request = new HttpRequest({
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      port: url.port ? Number(url.port) : undefined,
      path: '/',
      headers: { host: url.host, 'content-type': contentType, 'x-amz-target': `${target}.${operation}` },
      body: JSON.stringify(parameters),
    });
    const { headers, body } = await signer.sign(request);
    // `fetch` sets the host header by itself and refuses to be told.
    const { host: _host, ...sent } = headers;
    const signal = AbortSignal.timeout(timeout);
    const response = await fetch(url, { method: 'POST', headers: sent, body: body as string, signal });
    return { status: response.status, text: await response.text() };
  };
}
