import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  deployCode,
  LambdaFunction,
  sandboxEnvironment,
  type FunctionDefinition,
  type FunctionFailure,
} from '../../lambda/index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';

export interface TestFunction {
  deployed: LambdaFunction;
  folder: string;
  taskRoot: string;
  failures: string[];
  /** The parsed result; throws for a failed function. */
  call(event?: unknown): Promise<unknown>;
  /** The failure of an invocation that must fail. */
  fail(event?: unknown): Promise<FunctionFailure>;
}

/** Deploys JavaScript as a function, the way the cloud does. */
export function makeFunction(
  code: string,
  change: Partial<FunctionDefinition> = {},
  longestWait?: number,
): TestFunction {
  const folder = folderOfTest();
  const asset = join(folder, 'asset');
  mkdirSync(asset);
  writeFileSync(join(asset, 'index.js'), code);
  const definition: FunctionDefinition = {
    name: 'tested',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:tested',
    logicalId: 'Tested',
    roleArn: 'arn:aws:iam::000000000000:role/tested',
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    code: { folder: asset },
    memoryMegabytes: 128,
    timeoutSeconds: 5,
    environment: {},
    ...change,
  };
  const taskRoot = deployCode(definition, join(folder, 'lambda'));
  const failures: string[] = [];
  const credentials = { accessKeyId: 'ASIA', secretAccessKey: 'secret', sessionToken: 'session' };
  const deployed = new LambdaFunction({
    definition,
    taskRoot,
    longestWait,
    logFolder: join(folder, 'logs'),
    onFailure: (line) => failures.push(line),
    environment: sandboxEnvironment(definition, {
      region: 'us-east-1',
      endpoint: 'http://127.0.0.1:1',
      credentials,
      taskRoot,
    }),
  });
  onTestFinished(() => deployed.stop());
  return {
    deployed,
    folder,
    taskRoot,
    failures,
    async call(event = {}) {
      const { payload, functionError } = await deployed.invoke(JSON.stringify(event));
      if (functionError) throw new Error(payload);
      return JSON.parse(payload) as unknown;
    },
    async fail(event = {}) {
      const { payload, functionError } = await deployed.invoke(JSON.stringify(event));
      if (!functionError) throw new Error(`It did not fail: ${payload}`);
      return JSON.parse(payload) as FunctionFailure;
    },
  };
}
