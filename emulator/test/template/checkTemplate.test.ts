import { describe, expect, test } from 'vitest';
import { checkTemplate, TemplateRefused, type Refusal } from '../../template/index.ts';
import { resourceTypes, writeAssembly } from './writeAssembly.ts';

const refusalsOf = (resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>): Refusal[] => {
  try {
    checkTemplate(writeAssembly({ main: { Resources: resources } }), resourceTypes);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(TemplateRefused);
    return (error as TemplateRefused).refusals;
  }
};

const code = { S3Bucket: 'b', S3Key: 'k.zip' };
const javascript = { Runtime: { Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' } };

describe('checkTemplate', () => {
  test('sorts what runs from what is left alone', () => {
    const { running, accepted } = checkTemplate(
      writeAssembly({
        main: {
          Resources: {
            Table: { Type: 'AWS::DynamoDB::Table', Properties: { KeySchema: [], Tags: [] } },
            Key: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/a' } },
          },
        },
      }),
      resourceTypes,
    );
    expect(running.map(({ logicalId }) => logicalId)).toEqual(['Table']);
    expect(accepted).toMatchObject([{ logicalId: 'Key', reason: 'nothing is encrypted here' }]);
  });

  test.each([
    ['an unknown type', { Type: 'AWS::EC2::VPC' }, /type is not emulated/],
    ['a custom resource', { Type: 'Custom::Thing' }, /type is not emulated/],
    [
      'an unknown property',
      { Type: 'AWS::DynamoDB::Table', Properties: { KinesisStreamSpecification: {} } },
      /its KinesisStreamSpecification is not emulated/,
    ],
    [
      'a mapping template',
      {
        Type: 'AWS::AppSync::Resolver',
        Properties: { TypeName: 'Query', FieldName: 'x', RequestMappingTemplate: '{}' },
      },
      /VTL/,
    ],
    [
      'a data source of another kind',
      { Type: 'AWS::AppSync::DataSource', Properties: { ApiId: 'a', Name: 'n', Type: 'RELATIONAL_DATABASE' } },
      /RELATIONAL_DATABASE/,
    ],
    [
      'a Python function',
      { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'python3.13', Code: code } },
      /python3.13/,
    ],
    [
      'a function from an image',
      { Type: 'AWS::Lambda::Function', Properties: { PackageType: 'Image', Code: { ImageUri: 'x' } } },
      /container images/,
    ],
    [
      'layers',
      { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'nodejs22.x', Code: code, Layers: ['x'] } },
      /layers/,
    ],
    [
      'another event source',
      {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { EventSourceArn: 'arn:aws:kinesis:us-east-1:1:stream/x' },
      },
      /kinesis/,
    ],
    [
      'several variants',
      { Type: 'AWS::SageMaker::EndpointConfig', Properties: { ProductionVariants: [{}, {}] } },
      /one production variant/,
    ],
    ['several replicas', { Type: 'AWS::DynamoDB::GlobalTable', Properties: { Replicas: [{}, {}] } }, /one replica/],
    [
      'an unknown authorization',
      { Type: 'AWS::AppSync::GraphQLApi', Properties: { Name: 'a', AuthenticationType: 'AWS_CERTIFICATE' } },
      /AWS_CERTIFICATE/,
    ],
    ['an unresolved value', { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'Nothing' } } }, /Nothing/],
  ])('refuses %s by its logical id', (_name, resource, reason) => {
    expect(refusalsOf({ Culprit: resource })).toEqual([
      { stack: 'main', logicalId: 'Culprit', type: resource.Type, reason: expect.stringMatching(reason) },
    ]);
  });

  test('names every part that cannot run, not only the first', () => {
    const refusals = refusalsOf({ A: { Type: 'AWS::EC2::VPC' }, B: { Type: 'AWS::RDS::DBInstance' } });
    expect(refusals.map(({ logicalId }) => logicalId)).toEqual(['A', 'B']);
  });

  test('takes resolvers and functions in APPSYNC_JS', () => {
    expect(
      refusalsOf({
        R: {
          Type: 'AWS::AppSync::Resolver',
          Properties: { ApiId: 'a', TypeName: 'Query', FieldName: 'x', Code: '', ...javascript },
        },
        F: {
          Type: 'AWS::AppSync::FunctionConfiguration',
          Properties: { ApiId: 'a', Name: 'f', DataSourceName: 'd', Code: '', ...javascript },
        },
      }),
    ).toEqual([]);
  });
});
