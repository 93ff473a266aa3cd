import { ServiceError } from '../gateway/index.ts';

/** What is asked of `StartJobRun`; members as the API has them. */
export interface JobRunRequest {
  clientToken: string;
  name?: string;
  executionRoleArn: string;
  executionTimeoutMinutes?: number;
  jobDriver: { sparkSubmit: SparkSubmit };
}

export interface SparkSubmit {
  entryPoint: string;
  entryPointArguments?: string[];
  /** As on a command line. */
  sparkSubmitParameters?: string;
}

/** A request that EMR Serverless refuses. */
export const invalid = (message: string): ServiceError => new ServiceError('ValidationException', message);

const known = [
  ...['clientToken', 'name', 'executionRoleArn', 'executionTimeoutMinutes', 'jobDriver', 'tags', 'mode'],
  ...['configurationOverrides', 'executionIamPolicy', 'retryPolicy'],
];

/**
 * https://docs.aws.amazon.com/emr-serverless/latest/APIReference/API_StartJobRun.html
 * @throws ServiceError (ValidationException)
 */
export function checkJobRun(request: Record<string, unknown>): JobRunRequest {
  const unknown = Object.keys(request).find((member) => !known.includes(member));
  if (unknown !== undefined) throw invalid(`The local cloud does not know the member ${unknown}.`);
  for (const member of ['executionIamPolicy', 'retryPolicy']) {
    if (request[member] !== undefined) throw invalid(`The local cloud does not emulate ${member}.`);
  }
  const { clientToken, name, executionRoleArn, executionTimeoutMinutes: minutes, mode = 'BATCH' } = request;
  if (typeof clientToken !== 'string' || !/^[A-Za-z0-9._-]{1,64}$/.test(clientToken)) {
    throw invalid('clientToken must be 1 to 64 letters, digits and ._-');
  }
  if (name !== undefined && (typeof name !== 'string' || !/^[A-Za-z0-9._/#-]{1,256}$/.test(name))) {
    throw invalid('name must be 1 to 256 letters, digits and ._/#-');
  }
  if (typeof executionRoleArn !== 'string' || !/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/.test(executionRoleArn)) {
    throw invalid('executionRoleArn must be the ARN of a role.');
  }
  if (minutes !== undefined && (!Number.isInteger(minutes) || Number(minutes) < 0 || Number(minutes) > 1_000_000)) {
    throw invalid('executionTimeoutMinutes must be a whole number from 0 to 1000000.');
  }
  if (mode !== 'BATCH') throw invalid('The local cloud runs jobs of the mode BATCH alone.');
  const driver = (request.jobDriver as JobRunRequest['jobDriver'] | undefined)?.sparkSubmit;
  if (typeof driver?.entryPoint !== 'string') {
    throw invalid('jobDriver.sparkSubmit.entryPoint must be given: the local cloud runs no other driver.');
  }
  const { entryPointArguments: given = [], sparkSubmitParameters: parameters = '' } = driver;
  if (!Array.isArray(given) || given.some((one) => typeof one !== 'string') || typeof parameters !== 'string') {
    throw invalid('entryPointArguments must be texts, and sparkSubmitParameters a text.');
  }
  return request as unknown as JobRunRequest;
}
