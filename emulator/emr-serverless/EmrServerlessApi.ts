import {
  parseJsonBody,
  ServiceError,
  type ServiceApi,
  type ServiceRequest,
  type ServiceResponse,
} from '../gateway/index.ts';
import type { AccessControl, Principal } from '../identity/index.ts';
import { checkJobRun, invalid } from './checkJobRun.ts';
import type { JobRuns } from './JobRuns.ts';

const path = /^\/applications\/([0-9a-z]+)\/jobruns(?:\/([0-9a-z]+))?$/;

/** https://docs.aws.amazon.com/emr-serverless/latest/APIReference/API_Operations.html: the job runs of applications. */
export class EmrServerlessApi implements ServiceApi {
  readonly signingName = 'emr-serverless';
  readonly #jobRuns: JobRuns;
  readonly #access: AccessControl;
  readonly #roles: ReadonlySet<string>;

  /** @param roles the ARNs of the roles that there are */
  constructor(jobRuns: JobRuns, access: AccessControl, roles: ReadonlySet<string>) {
    this.#jobRuns = jobRuns;
    this.#access = access;
    this.#roles = roles;
  }

  matches(request: ServiceRequest): boolean {
    return path.test(request.path);
  }

  async handle({ method, path: target, body }: ServiceRequest, principal: Principal): Promise<ServiceResponse> {
    const [, applicationId = '', jobRunId] = path.exec(target)!;
    const { arn } = this.#jobRuns.application(applicationId);
    if (method === 'POST' && jobRunId === undefined) {
      return answer(this.#start(applicationId, arn, parseJsonBody(body), principal));
    }
    const operation = { GET: 'GetJobRun', DELETE: 'CancelJobRun' }[method];
    if (jobRunId === undefined || operation === undefined) {
      throw new ServiceError('UnknownOperationException', `The local cloud does not emulate ${method} ${target}.`);
    }
    this.#access.require(principal, `emr-serverless:${operation}`, `${arn}/jobruns/${jobRunId}`);
    if (method === 'GET') return answer({ jobRun: this.#jobRuns.describe(applicationId, jobRunId) });
    this.#jobRuns.cancel(applicationId, jobRunId);
    return answer({ applicationId, jobRunId });
  }

  #start(applicationId: string, arn: string, request: Record<string, unknown>, principal: Principal): object {
    this.#access.require(principal, 'emr-serverless:StartJobRun', arn);
    const checked = checkJobRun(request);
    const { executionRoleArn } = checked;
    const passed = { 'iam:passedtoservice': ['emr-serverless.amazonaws.com'] };
    this.#access.require(principal, 'iam:PassRole', executionRoleArn, passed);
    if (!this.#roles.has(executionRoleArn)) throw invalid(`Could not assume the role ${executionRoleArn}.`);
    const { jobRunId, arn: jobRunArn } = this.#jobRuns.start(applicationId, checked, principal.userArn);
    return { applicationId, jobRunId, arn: jobRunArn };
  }
}

const answer = (output: object): ServiceResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(output),
});
