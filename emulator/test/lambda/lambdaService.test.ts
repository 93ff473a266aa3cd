import { describe, onTestFinished, test, vi } from 'vitest';
import {
  cloudwatchService,
  dynamodbService,
  iamService,
  lambdaService,
  s3Service,
  snsService,
  sqsService,
  startCloud,
} from '../../index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';
import { hasDynoxide } from '../helpers/startEngine.ts';
import { writeTemplateFolder } from '../helpers/writeTemplateFolder.ts';

const Resources = {
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
      },
    },
  },
  Function: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: 'counter',
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Code: { ZipFile: 'let calls = 0; exports.handler = async () => (calls += 1);' },
    },
  },
};

describe.skipIf(!hasDynoxide)('the functions of a cloud', () => {
  test('give their memory back after serverlessIdle', async () => {
    const cloud = await startCloud(
      {
        templateFolder: writeTemplateFolder({ main: { Resources } }),
        stateFolder: folderOfTest(),
        serverlessIdle: 50,
      },
      [iamService, s3Service, sqsService, snsService, cloudwatchService, dynamodbService, lambdaService],
    );
    onTestFinished(() => cloud.stop());
    const counter = cloud.service(lambdaService).find('counter');
    await counter.invoke('{}');
    // Each call keeps its sandbox for 50 ms more.
    await vi.waitUntil(async () => (await counter.invoke('{}')).payload === '1', { interval: 200, timeout: 10_000 });
  });
});
