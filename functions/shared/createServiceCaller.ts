import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';

export interface ServiceCallerOptions {
  /** As signatures name it. */
  service: string;
  /** What the target of each request begins with. */
  target: string;
  /** Of AWS's JSON protocol. */
  version: '1.0' | '1.1';
  /** Where the service is. */
  endpoint: string;
  region: string;
  credentials: ConstructorParameters<typeof SignatureV4>[0]['credentials'];
  /** How long the service may take, in milliseconds. */
  timeout: number;
}

/** A service answered a call with something other than 200. */
export class ServiceRefusal extends Error {
  readonly code = 'SERVICE_REFUSAL';
  readonly answer: string;

  constructor(status: number, answer: string) {
    super(`status ${status}: ${answer.slice(0, 500)}`);
    this.name = 'ServiceRefusal';
    this.answer = answer;
  }
}

/**
 * Makes the function that calls operations of a service in AWS's JSON protocol, one signed request each: a client of the
 * SDK would be a third of the bundle. It throws ServiceRefusal, and what `fetch` throws.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export function createServiceCaller(options: ServiceCallerOptions) {
  const { service, target, version, endpoint, region, credentials, timeout } = options;
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
  const url = new URL('/', endpoint);
  return async (operation: string, parameters: object): Promise<unknown> => {
    const request = new HttpRequest({
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      port: url.port ? Number(url.port) : undefined,
      path: '/',
      headers: {
        host: url.host,
        'content-type': `application/x-amz-json-${version}`,
        'x-amz-target': `${target}.${operation}`,
      },
      body: JSON.stringify(parameters),
    });
    const { headers, body } = await signer.sign(request);
    // `fetch` sets the host header by itself and refuses to be told.
    const { host: _host, ...sent } = headers;
    const response = await fetch(url, {
      method: 'POST',
      headers: sent,
      body: body as string,
      signal: AbortSignal.timeout(timeout),
    });
    const text = await response.text();
    if (response.status !== 200) throw new ServiceRefusal(response.status, text);
    return text === '' ? {} : JSON.parse(text);
  };
}
