import { describe, expect, test } from 'vitest';
import { lambdaService } from '../../lambda/index.ts';
import { streamsService } from '../../streams/index.ts';
import { checkTemplate, TemplateRefused, type Template } from '../../template/index.ts';
import { resourceTypes, writeAssembly } from '../template/writeAssembly.ts';

const arnOf = (logicalId: string, name = 'Arn') => ({ 'Fn::GetAtt': [logicalId, name] });
const functionWith = (properties: object) => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Runtime: 'nodejs22.x', Handler: 'index.handler', Role: 'r', Code: { ZipFile: '' }, ...properties },
});

const plan = (target: unknown) => {
  const resources: Template['Resources'] = {
    Queue: { Type: 'AWS::SQS::Queue' },
    Topic: { Type: 'AWS::SNS::Topic' },
    Direct: functionWith({ DeadLetterConfig: { TargetArn: target } }),
    Fed: functionWith({}),
    Configured: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: { FunctionName: { Ref: 'Fed' }, DestinationConfig: { OnFailure: { Destination: target } } },
    },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: 'arn:aws:dynamodb:eu-west-1:000000000000:table/t/stream/local',
        FunctionName: { Ref: 'Fed' },
        DestinationConfig: { OnFailure: { Destination: target } },
      },
    },
  };
  const only = (...left: string[]) =>
    checkTemplate(
      writeAssembly({
        main: { Resources: Object.fromEntries(Object.entries(resources).filter(([id]) => !left.includes(id))) },
      }),
      resourceTypes,
    );
  return {
    deadLetters: () => lambdaService.plan(only('Fed', 'Configured', 'Mapping')),
    destination: () => lambdaService.plan(only('Direct', 'Mapping')),
    mapping: () => streamsService.plan(only('Direct', 'Configured')),
  };
};

describe.each(['deadLetters', 'destination', 'mapping'] as const)('failures by %s', (way) => {
  test('go to a queue of the template', () => {
    expect(plan(arnOf('Queue'))[way]).not.toThrow();
  });

  test.each([
    ['a topic', { Ref: 'Topic' }],
    ['a queue elsewhere', 'arn:aws:sqs:eu-west-1:1:elsewhere'],
  ])('to %s are refused before anything starts', (_name, target) => {
    expect(plan(target)[way]).toThrow(TemplateRefused);
    expect(plan(target)[way]).toThrow(/main\/(Direct|Fed|Mapping) .*its failures go to arn:aws:s/);
  });
});
