import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials } from '../../identity/index.ts';
import { CallFailed } from './CallFailed.ts';

export interface CallConfiguration {
  endpoint: string;
  region: string;
  credentials: Credentials;
}

/** The errors that SageMaker's API lists. */
const listed = ['ResourceNotFound', 'ResourceInUse', 'ResourceLimitExceeded', 'ConflictException'];

/** Times are seconds since the Unix epoch, in members that are named so. */
const readTimes = (name: string, value: unknown): unknown =>
  typeof value === 'number' && name.endsWith('Time') ? new Date(value * 1000) : value;

/**
 * Calls SageMaker by its JSON protocol, which needs nothing else: its client would be 14 MB of every install.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function createSageMakerCalls({ endpoint, region, credentials }: CallConfiguration) {
  const signer = new SignatureV4({ service: 'sagemaker', region, credentials, sha256: Sha256 });
  const { protocol, hostname, port, host } = new URL(endpoint);
  /** @param operation in PascalCase. @throws CallFailed */
  return async (operation: string, input: Record<string, unknown>) => {
    const body = JSON.stringify(input);
    const headers = { host, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `SageMaker.${operation}` };
    const request = new HttpRequest({
      ...{ method: 'POST', protocol, hostname, port: Number(port), path: '/', headers, body },
    });
    const { host: _host, ...signed } = (await signer.sign(request)).headers;
    const response = await fetch(endpoint, { method: 'POST', headers: signed, body });
    const requestId = response.headers.get('x-amzn-requestid') ?? '';
    const output = JSON.parse((await response.text()) || '{}', readTimes) as Record<string, unknown>;
    if (!response.ok) {
      const code = String(output.__type);
      throw new CallFailed(code, String(output.message), listed.includes(code), response.status, requestId);
    }
    return { output, status: response.status, requestId };
  };
}
