import { assetText, type Assembly, type ResolvedResource, type ResolvedTemplate } from '../../template/index.ts';
import type { StartAppSyncOptions } from '../types.ts';

type ApiDescription = Pick<
  StartAppSyncOptions,
  'apiName' | 'apiId' | 'region' | 'accountId' | 'schema' | 'resolvers' | 'functions' | 'environment' | 'limits'
>;

const codeOf = (assembly: Assembly, { stack, logicalId, properties }: ResolvedResource): string =>
  properties.Code === undefined
    ? assetText(assembly, properties.CodeS3Location, `${stack}/${logicalId}`)
    : String(properties.Code);

const schemaOf = (template: ResolvedTemplate, api: ResolvedResource): string => {
  const schema = template.ofType('AWS::AppSync::GraphQLSchema')[0] ?? template.refuse(api, 'it has no schema');
  const { Definition, DefinitionS3Location } = schema.properties;
  return Definition === undefined
    ? assetText(template.assembly, DefinitionS3Location, `${schema.stack}/${schema.logicalId}`)
    : String(Definition);
};

const numberOf = (value: unknown): number | undefined => (value === undefined ? undefined : Number(value));

/** Everything that the template says of the API, its schema and its code. */
export function readApi(template: ResolvedTemplate, api: ResolvedResource): ApiDescription {
  const { assembly } = template;
  const { properties, attributes, ref } = api;
  const [, , , region, accountId] = ref.split(':') as [string, string, string, string, string];
  return {
    apiName: String(properties.Name),
    apiId: String(attributes.ApiId),
    region,
    accountId,
    schema: schemaOf(template, api),
    resolvers: template.ofType('AWS::AppSync::Resolver').map((resource) => ({
      typeName: String(resource.properties.TypeName),
      fieldName: String(resource.properties.FieldName),
      kind: resource.properties.Kind === 'PIPELINE' ? 'PIPELINE' : 'UNIT',
      dataSource: resource.properties.DataSourceName as string | undefined,
      code: codeOf(assembly, resource),
      pipeline: (resource.properties.PipelineConfig as { Functions?: string[] } | undefined)?.Functions,
      maxBatchSize: numberOf(resource.properties.MaxBatchSize),
    })),
    functions: template.ofType('AWS::AppSync::FunctionConfiguration').map((resource) => ({
      id: String(resource.attributes.FunctionId),
      name: String(resource.properties.Name),
      dataSource: String(resource.properties.DataSourceName),
      code: codeOf(assembly, resource),
      maxBatchSize: numberOf(resource.properties.MaxBatchSize),
    })),
    environment: (properties.EnvironmentVariables ?? {}) as Record<string, string>,
    limits: {
      queryDepthLimit: numberOf(properties.QueryDepthLimit),
      resolverCountLimit: numberOf(properties.ResolverCountLimit),
      introspection: properties.IntrospectionConfig !== 'DISABLED',
    },
  };
}
