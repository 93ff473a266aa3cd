import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRootFields } from '../helpers/readRootFields.ts';
import { readResources } from './permissions/readResources.ts';

/** https://docs.aws.amazon.com/general/latest/gr/appsync.html and the pages of the properties */
describe('the API in cdk.out keeps within the quotas of AppSync', () => {
  const resources = readResources(join(import.meta.dirname, '..', '..', 'cdk.out'));
  const apis = resources.ofType('AWS::AppSync::GraphQLApi');
  const codes = resources.ofType('AWS::AppSync::Resolver', 'AWS::AppSync::FunctionConfiguration');

  it('in its variables, depth and number of resolvers', () => {
    expect(apis).toHaveLength(1);
    for (const { properties } of apis) {
      const variables = Object.entries((properties.EnvironmentVariables ?? {}) as Record<string, string>);
      expect(variables.length).toBeLessThanOrEqual(50);
      for (const [name, value] of variables) {
        expect(name).toMatch(/^[A-Za-z]\w+$/);
        expect(value.length, name).toBeLessThanOrEqual(512);
      }
      expect(properties.QueryDepthLimit).toBeLessThanOrEqual(75);
      expect(properties.ResolverCountLimit).toBeLessThanOrEqual(10_000);
      expect(properties.AdditionalAuthenticationProviders.length).toBeLessThanOrEqual(50);
    }
  });

  it('in the size and runtime of its code, and the length of its pipelines', () => {
    expect(codes.length).toBeGreaterThan(0);
    for (const { id, properties } of codes) {
      expect(resources.assetText(properties.CodeS3Location).length, id).toBeLessThanOrEqual(32_768);
      expect(properties.Runtime, id).toEqual({ Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' });
      expect(properties.PipelineConfig?.Functions.length ?? 0, id).toBeLessThanOrEqual(10);
      expect(properties.MaxBatchSize ?? 0, id).toBeLessThanOrEqual(2000);
    }
  });

  it('with a resolver for every field of a root type, and none for a field that is not there', () => {
    const [{ properties }] = resources.ofType('AWS::AppSync::GraphQLSchema');
    const fields = readRootFields(String(properties.Definition)).map(({ type, name }) => `${type}.${name}`);
    const resolved = resources
      .ofType('AWS::AppSync::Resolver')
      .map((resolver) => `${resolver.properties.TypeName}.${resolver.properties.FieldName}`);
    expect(resolved.sort()).toEqual(fields.sort());
  });
});
