import { appendFile } from 'node:fs';
import { join } from 'node:path';
import { startAppSync, type AppSyncLogEntry, type RunningAppSync } from '../appsync/index.ts';
import type { TlsCertificate, UserPool } from '../identity/index.ts';
import { assetText, readAssembly, type Assembly, type ResolvedResource } from '../template/index.ts';
import type { CloudServices } from './CloudServices.ts';
import { createAuthorization } from './createAuthorization.ts';
import { createDataSources } from './createDataSources.ts';

export interface ApiOptions {
  templateFolder: string;
  stateFolder: string;
  port: number;
  apiKey: string;
  userPools: Map<string, UserPool>;
  tls: TlsCertificate;
  log(line: string): void;
}

const codeOf = (assembly: Assembly, { stack, logicalId, properties }: ResolvedResource): string =>
  properties.Code === undefined
    ? assetText(assembly, properties.CodeS3Location, `${stack}/${logicalId}`)
    : String(properties.Code);

const numberOf = (value: unknown): number | undefined => (value === undefined ? undefined : Number(value));

/** Entries go to a file; what is wrong is also said aloud. */
const createLog =
  (file: string, say: (line: string) => void) =>
  ({ level, message, details }: AppSyncLogEntry): void => {
    appendFile(
      file,
      `${JSON.stringify({ time: new Date().toISOString(), level, message, ...details })}\n`,
      () => undefined,
    );
    if (level === 'error') {
      say(`AppSync: ${message} (see ${file})`);
    }
  };

/** Starts AppSync with everything that the template says of the API. */
export function startApi(options: ApiOptions, services: CloudServices): Promise<RunningAppSync> {
  const { plan, access } = services;
  const {
    api: { properties, attributes },
  } = plan;
  const assembly = readAssembly(options.templateFolder);
  const ofType = (type: string) => plan.resources.filter((resource) => resource.type === `AWS::AppSync::${type}`);
  const [schema] = ofType('GraphQLSchema');
  return startAppSync({
    apiName: String(properties.Name),
    apiId: String(attributes.ApiId),
    region: plan.region,
    accountId: plan.accountId,
    schema:
      schema?.properties.Definition === undefined
        ? assetText(assembly, schema?.properties.DefinitionS3Location, 'schema')
        : String(schema.properties.Definition),
    resolvers: ofType('Resolver').map((resource) => ({
      typeName: String(resource.properties.TypeName),
      fieldName: String(resource.properties.FieldName),
      kind: resource.properties.Kind === 'PIPELINE' ? 'PIPELINE' : 'UNIT',
      dataSource: resource.properties.DataSourceName as string | undefined,
      code: codeOf(assembly, resource),
      pipeline: (resource.properties.PipelineConfig as { Functions?: string[] } | undefined)?.Functions,
      maxBatchSize: numberOf(resource.properties.MaxBatchSize),
    })),
    functions: ofType('FunctionConfiguration').map((resource) => ({
      id: String(resource.attributes.FunctionId),
      name: String(resource.properties.Name),
      dataSource: String(resource.properties.DataSourceName),
      code: codeOf(assembly, resource),
      maxBatchSize: numberOf(resource.properties.MaxBatchSize),
    })),
    dataSources: createDataSources(services),
    environment: (properties.EnvironmentVariables ?? {}) as Record<string, string>,
    authorization: createAuthorization(plan, { access, userPools: options.userPools, apiKey: options.apiKey }),
    limits: {
      queryDepthLimit: numberOf(properties.QueryDepthLimit),
      resolverCountLimit: numberOf(properties.ResolverCountLimit),
      introspection: properties.IntrospectionConfig !== 'DISABLED',
    },
    port: options.port,
    tls: { key: options.tls.key, cert: options.tls.cert },
    log: createLog(join(options.stateFolder, 'logs', 'appsync.log'), options.log),
    playground: { buildFolder: join(options.stateFolder, 'playground') },
  });
}
