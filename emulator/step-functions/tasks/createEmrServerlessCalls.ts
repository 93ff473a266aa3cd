import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { CallFailed } from './CallFailed.ts';
import { renameMembers } from './changeMembers.ts';
import type { CallConfiguration } from './createSageMakerCalls.ts';

type Members = Record<string, unknown>;

/** https://docs.aws.amazon.com/emr-serverless/latest/APIReference/API_Operations.html */
const routes: Record<string, { method: string; path(ids: Members): string }> = {
  startJobRun: { method: 'POST', path: ({ applicationId }) => `/applications/${String(applicationId)}/jobruns` },
  getJobRun: { method: 'GET', path: jobRunPath },
  cancelJobRun: { method: 'DELETE', path: jobRunPath },
};

function jobRunPath({ applicationId, jobRunId }: Members): string {
  return `/applications/${String(applicationId)}/jobruns/${String(jobRunId)}`;
}

/** The errors that the API lists. */
const listed = [
  ...['ConflictException', 'InternalServerException', 'ResourceNotFoundException'],
  ...['ServiceQuotaExceededException', 'ValidationException'],
];

const readTimes = (name: string, value: unknown): unknown =>
  typeof value === 'number' && name.endsWith('At') ? new Date(value * 1000) : value;

/** Calls EMR Serverless by its REST JSON protocol, as SageMaker is called. Members in and out are in PascalCase. */
export function createEmrServerlessCalls({ endpoint, region, credentials }: CallConfiguration) {
  const signer = new SignatureV4({ service: 'emr-serverless', region, credentials, sha256: Sha256 });
  const { protocol, hostname, port, host } = new URL(endpoint);
  /** @throws CallFailed */
  return async (operation: string, input: Members) => {
    const { applicationId, jobRunId, ...members } = renameMembers(input, 'toLowerCase') as Members;
    const { method, path: pathOf } = routes[operation]!;
    const path = pathOf({ applicationId, jobRunId });
    const body = method === 'POST' ? JSON.stringify(members) : undefined;
    const headers = { host, 'content-type': 'application/json' };
    const request = new HttpRequest({ method, protocol, hostname, port: Number(port), path, headers, body });
    const { host: _host, ...signed } = (await signer.sign(request)).headers;
    const response = await fetch(new URL(path, endpoint), { method, headers: signed, body });
    const requestId = response.headers.get('x-amzn-requestid') ?? '';
    const output = JSON.parse((await response.text()) || '{}', readTimes) as Members;
    if (!response.ok) {
      const code = response.headers.get('x-amzn-errortype') ?? String(output.__type);
      throw new CallFailed(code, String(output.message), listed.includes(code), response.status, requestId);
    }
    return { output: renameMembers(output, 'toUpperCase') as Members, status: response.status, requestId };
  };
}
