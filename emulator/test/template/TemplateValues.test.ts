import { describe, expect, test } from 'vitest';
import { ValueUnresolved } from '../../template/index.ts';
import { writeAssembly } from './writeAssembly.ts';

const queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'failures' } };
const resolveIn = (value: unknown, template: object = {}): unknown => {
  const values = writeAssembly({ main: { Resources: { Queue: queue }, ...template } });
  return values.resolve(values.assembly.stacks[0]!, value);
};

describe('intrinsic functions', () => {
  test.each([
    ['a literal', { a: [1, 'b', true, null] }, { a: [1, 'b', true, null] }],
    ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-west-1'],
    ['Ref of an open account', { Ref: 'AWS::AccountId' }, '000000000000'],
    ['Ref of a queue', { Ref: 'Queue' }, 'https://sqs.eu-west-1.amazonaws.com/000000000000/failures'],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:aws:sqs:eu-west-1:000000000000:failures'],
    ['Fn::GetAtt as text', { 'Fn::GetAtt': 'Queue.QueueName' }, 'failures'],
    ['Fn::Join', { 'Fn::Join': ['/', ['a', { Ref: 'AWS::StackName' }, 'c']] }, 'a/main/c'],
    [
      'Fn::Sub',
      { 'Fn::Sub': '${AWS::Region}:${Queue.Arn}:${!kept}' },
      'eu-west-1:arn:aws:sqs:eu-west-1:000000000000:failures:${kept}',
    ],
    ['Fn::Sub with variables', { 'Fn::Sub': ['${x}-${x}', { x: { Ref: 'AWS::Partition' } }] }, 'aws-aws'],
    [
      'Fn::Split and Fn::Select',
      { 'Fn::Select': [2, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Queue', 'Arn'] }] }] },
      'sqs',
    ],
    ['Fn::Base64', { 'Fn::Base64': 'hi' }, 'aGk='],
    ['AWS::NoValue in an object', { kept: 1, gone: { Ref: 'AWS::NoValue' } }, { kept: 1 }],
    ['AWS::NoValue in a list', ['a', { Ref: 'AWS::NoValue' }], ['a']],
    ['Fn::ToJsonString', { 'Fn::ToJsonString': { q: { Ref: 'AWS::Region' } } }, '{"q":"eu-west-1"}'],
  ])('%s', (_name, value, expected) => {
    expect(resolveIn(value)).toEqual(expected);
  });

  test('conditions choose values and resources', () => {
    const template = {
      Parameters: { Stage: { Type: 'String', Default: 'prod' } },
      Conditions: {
        IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
        IsOther: {
          'Fn::And': [
            { 'Fn::Not': [{ Condition: 'IsProd' }] },
            { 'Fn::Or': [{ Condition: 'IsProd' }, { 'Fn::Equals': [1, 1] }] },
          ],
        },
      },
      Resources: { Queue: queue, Absent: { ...queue, Condition: 'IsOther' } },
    };
    const values = writeAssembly({ main: template });
    const [stack] = values.assembly.stacks as [(typeof values.assembly.stacks)[number]];
    expect(values.resolve(stack, { 'Fn::If': ['IsProd', 'yes', 'no'] })).toBe('yes');
    expect(values.resolve(stack, { a: { 'Fn::If': ['IsOther', 'yes', { Ref: 'AWS::NoValue' }] } })).toEqual({});
    expect(values.resources().map(({ logicalId }) => logicalId)).toEqual(['Queue']);
  });

  test('mappings, and the version of the CDK bootstrap', () => {
    const template = {
      Mappings: { Sizes: { 'eu-west-1': { memory: 512 } } },
      Parameters: {
        BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' },
      },
    };
    expect(resolveIn({ 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'memory'] }, template)).toBe(512);
    expect(Number(resolveIn({ Ref: 'BootstrapVersion' }, template))).toBeGreaterThanOrEqual(21);
  });

  test('one stack imports from another that comes later', () => {
    const values = writeAssembly({
      first: { Resources: {} },
      second: {
        Resources: { Queue: queue },
        Outputs: {
          Arn: { Value: { 'Fn::GetAtt': ['Queue', 'Arn'] }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}:Arn' } } },
        },
      },
    });
    expect(values.resolve(values.assembly.stacks[0]!, { 'Fn::ImportValue': 'second:Arn' })).toBe(
      'arn:aws:sqs:eu-west-1:000000000000:failures',
    );
  });

  test.each([
    ['a missing resource', { Ref: 'Nothing' }, /no resource or parameter Nothing/],
    ['a missing attribute', { 'Fn::GetAtt': ['Queue', 'Color'] }, /no local attribute Color/],
    ['an unknown function', { 'Fn::Cidr': ['10.0.0.0/16', 1, 1] }, /Fn::Cidr is not emulated/],
    ['a missing export', { 'Fn::ImportValue': 'x' }, /no stack exports x/],
    ['a value outside a list', { 'Fn::Select': [3, ['a']] }, /Fn::Select of 3 from 1/],
  ])('refuses %s', (_name, value, message) => {
    expect(() => resolveIn(value)).toThrow(ValueUnresolved);
    expect(() => resolveIn(value)).toThrow(message);
  });

  test('names are the same at every start and differ between resources', () => {
    const tables = {
      A: { Type: 'AWS::DynamoDB::Table', Properties: {} },
      B: { Type: 'AWS::DynamoDB::Table', Properties: {} },
    };
    const name = (logicalId: string) => resolveIn({ Ref: logicalId }, { Resources: tables });
    expect(name('A')).toMatch(/^main-A-[A-Z0-9]{12}$/);
    expect(name('A')).toBe(name('A'));
    expect(name('A')).not.toBe(name('B'));
  });
});
