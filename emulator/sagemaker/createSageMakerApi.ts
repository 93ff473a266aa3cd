import { JsonApi, type Operation } from '../gateway/index.ts';
import type { AccessControl, Principal } from '../identity/index.ts';
import { invalid, passRole, type Request } from './control/checks.ts';
import type { Models } from './control/Models.ts';
import type { Jobs } from './jobs/Jobs.ts';
import type { Endpoints } from './serving/Endpoints.ts';

export interface SageMakerApiOptions {
  access: AccessControl;
  /** ARNs of the roles that there are. */
  roles: ReadonlySet<string>;
  jobs: Jobs[];
  models: Models;
  endpoints: Endpoints;
}

/** A page by its offset, which the token is. @throws ServiceError (ValidationException) */
const pageOf = (summaries: Request[], member: string, { MaxResults, NextToken }: Request): Request => {
  const start = NextToken === undefined ? 0 : Number(NextToken);
  if (!Number.isInteger(start) || start < 0 || start > summaries.length) throw invalid('Invalid pagination token.');
  const next = start + Number(MaxResults ?? 10);
  return {
    [member]: summaries.slice(start, next),
    ...(next < summaries.length && { NextToken: String(next) }),
  };
};

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Operations_Amazon_SageMaker_Service.html */
export function createSageMakerApi({ access, roles, jobs, models, endpoints }: SageMakerApiOptions): JsonApi {
  const may = (principal: Principal, operation: string, arn: string) =>
    access.require(principal, `sagemaker:${operation}`, arn);
  /** What stands before each operation that makes something. */
  const mayCreate = (principal: Principal, operation: string, arn: string, request: Request, roleArn?: string) => {
    may(principal, operation, arn);
    if (((request.Tags as unknown[] | undefined) ?? []).length > 0) may(principal, 'AddTags', arn);
    if (roleArn !== undefined) passRole(access, principal, roleArn, roles);
  };
  const text = (request: Request, member: string): string => {
    if (typeof request[member] !== 'string') throw invalid(`${member} must be given.`);
    return request[member];
  };

  const jobOperations = jobs.flatMap((kept): [string, Operation][] => {
    const { name, roleOf } = kept.kind;
    const member = `${name}Name`;
    return [
      [
        `Create${name}`,
        async (request, principal) => {
          mayCreate(principal, `Create${name}`, kept.arnOf(text(request, member)), request, roleOf(request));
          return { [`${name}Arn`]: await kept.create(request) };
        },
      ],
      [
        `Describe${name}`,
        async (request, principal) => {
          may(principal, `Describe${name}`, kept.arnOf(text(request, member)));
          return kept.describe(text(request, member));
        },
      ],
      [
        `Stop${name}`,
        async (request, principal) => {
          may(principal, `Stop${name}`, kept.arnOf(text(request, member)));
          kept.stop(text(request, member));
        },
      ],
      [
        `List${name}s`,
        async (request, principal) => {
          may(principal, `List${name}s`, '*');
          return pageOf(kept.list(request), `${name}Summaries`, request);
        },
      ],
    ];
  });

  return new JsonApi('sagemaker', 'SageMaker', {
    ...Object.fromEntries(jobOperations),
    async CreateModel(request, principal) {
      const arn = models.modelArn(text(request, 'ModelName'));
      mayCreate(principal, 'CreateModel', arn, request, request.ExecutionRoleArn as string | undefined);
      return { ModelArn: await models.createModel(request) };
    },
    async DescribeModel(request, principal) {
      may(principal, 'DescribeModel', models.modelArn(text(request, 'ModelName')));
      return models.describeModel(text(request, 'ModelName'));
    },
    async DeleteModel(request, principal) {
      may(principal, 'DeleteModel', models.modelArn(text(request, 'ModelName')));
      models.deleteModel(text(request, 'ModelName'));
    },
    async ListModels(request, principal) {
      may(principal, 'ListModels', '*');
      return pageOf(models.listModels(), 'Models', request);
    },
    async CreateEndpointConfig(request, principal) {
      const arn = models.configurationArn(text(request, 'EndpointConfigName'));
      mayCreate(principal, 'CreateEndpointConfig', arn, request);
      return { EndpointConfigArn: models.createConfiguration(request) };
    },
    async DescribeEndpointConfig(request, principal) {
      may(principal, 'DescribeEndpointConfig', models.configurationArn(text(request, 'EndpointConfigName')));
      return models.describeConfiguration(text(request, 'EndpointConfigName'));
    },
    async DeleteEndpointConfig(request, principal) {
      may(principal, 'DeleteEndpointConfig', models.configurationArn(text(request, 'EndpointConfigName')));
      models.deleteConfiguration(text(request, 'EndpointConfigName'));
    },
    async ListEndpointConfigs(request, principal) {
      may(principal, 'ListEndpointConfigs', '*');
      return pageOf(models.listConfigurations(), 'EndpointConfigs', request);
    },
    async CreateEndpoint(request, principal) {
      // AWS asks for the configuration as well: both are resources of the action.
      mayCreate(principal, 'CreateEndpoint', endpoints.arnOf(text(request, 'EndpointName')), request);
      may(principal, 'CreateEndpoint', models.configurationArn(text(request, 'EndpointConfigName')));
      return { EndpointArn: endpoints.create(request) };
    },
    async UpdateEndpoint(request, principal) {
      may(principal, 'UpdateEndpoint', endpoints.arnOf(text(request, 'EndpointName')));
      may(principal, 'UpdateEndpoint', models.configurationArn(text(request, 'EndpointConfigName')));
      return { EndpointArn: endpoints.update(request) };
    },
    async DescribeEndpoint(request, principal) {
      may(principal, 'DescribeEndpoint', endpoints.arnOf(text(request, 'EndpointName')));
      return endpoints.describe(text(request, 'EndpointName'));
    },
    async DeleteEndpoint(request, principal) {
      may(principal, 'DeleteEndpoint', endpoints.arnOf(text(request, 'EndpointName')));
      endpoints.delete(text(request, 'EndpointName'));
    },
    async ListEndpoints(request, principal) {
      may(principal, 'ListEndpoints', '*');
      return pageOf(endpoints.list(request), 'Endpoints', request);
    },
  });
}
