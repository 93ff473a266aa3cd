import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { DescribeExecutionCommand, GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import { ListProcessingJobsCommand, ListTrainingJobsCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { startCloud } from '../../index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';
import { hasDynoxide } from '../helpers/startEngine.ts';
import { managedRules, templateOf } from './workflowTemplate.ts';

interface Address {
  graphqlUrl: string;
  apiKey: string;
  endpoint: string;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
}

const program = fileURLToPath(new URL('./runCloud.ts', import.meta.url));
const run = async (templateFolder: string, stateFolder: string): Promise<Address & { child: ChildProcess }> => {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', program, templateFolder, stateFolder, 'arn:aws:iam::000000000000:role/reader'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  let printed = '';
  for await (const text of child.stdout!) {
    printed += String(text);
    if (printed.includes('\n')) break;
  }
  return { ...(JSON.parse(printed) as Address), child };
};

describe.skipIf(!hasDynoxide)('a training workflow', () => {
  test('goes on to its end though the cloud is killed in its states', { timeout: 240_000 }, async () => {
    const [templateFolder, stateFolder] = [templateOf([managedRules]), folderOfTest()];
    let cloud = await run(templateFolder, stateFolder);
    const ask = async (text: string): Promise<unknown> => {
      const response = await fetch(cloud.graphqlUrl, {
        method: 'POST',
        headers: { 'x-api-key': cloud.apiKey },
        body: JSON.stringify({ query: text }),
      });
      return response.json();
    };
    expect(await ask('mutation { put(id: "first") }')).toEqual({ data: { put: 'first' } });
    const started = (await ask('mutation { start(name: "nightly") }')) as { data: { start: string } };
    const executionArn = started.data.start;
    expect(executionArn).toMatch(/:execution:workflow:nightly$/);
    expect(await ask('mutation { start(name: "not allowed as a name") }')).toMatchObject({
      errors: [{ errorType: 'StartFailed', message: expect.stringContaining('InvalidName') }],
    });

    const client = <Client>(Kind: new (options: object) => Client): Client =>
      new Kind({ endpoint: cloud.endpoint, region: 'eu-west-1', credentials: cloud.credentials });
    const seen = async () => {
      const { events = [] } = await client(SFNClient).send(
        new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }),
      );
      return events;
    };
    const killed: string[] = [];
    for (const state of ['Wait for export', 'Prepare', 'Train', 'Wait for endpoint']) {
      await vi.waitFor(
        async () => {
          const entered = (await seen()).filter(({ type }) => type!.endsWith('StateEntered'));
          expect(entered.map(({ stateEnteredEventDetails }) => stateEnteredEventDetails!.name)).toContain(state);
        },
        { timeout: 60_000, interval: 50 },
      );
      cloud.child.kill('SIGKILL');
      await once(cloud.child, 'exit');
      killed.push(state);
      cloud = await run(templateFolder, stateFolder);
    }
    const ended = await vi.waitFor(
      async () => {
        const found = await client(SFNClient).send(new DescribeExecutionCommand({ executionArn }));
        expect(found.status).not.toBe('RUNNING');
        return found;
      },
      { timeout: 60_000, interval: 100 },
    );
    expect([killed.length, ended.error, ended.cause, ended.status]).toEqual([4, undefined, undefined, 'SUCCEEDED']);
    expect(JSON.parse(ended.output!)).toMatchObject({
      export: { ExportDescription: { ExportStatus: 'COMPLETED', ItemCount: 1 } },
      endpoint: { EndpointStatus: 'InService' },
      metrics: { MetricDataResults: [{ Id: 'n', Values: [] }] },
      told: { MessageId: expect.any(String) },
    });
    const sageMaker = client(SageMakerClient);
    const { ProcessingJobSummaries } = await sageMaker.send(new ListProcessingJobsCommand({}));
    const { TrainingJobSummaries } = await sageMaker.send(new ListTrainingJobsCommand({}));
    expect([ProcessingJobSummaries, TrainingJobSummaries]).toMatchObject([
      [{ ProcessingJobStatus: 'Completed' }],
      [{ TrainingJobStatus: 'Completed' }],
    ]);
    const { Body } = await client(SageMakerRuntimeClient).send(
      new InvokeEndpointCommand({ EndpointName: 'model-1', Body: '' }),
    );
    expect(JSON.parse(Buffer.from(Body!).toString().trim())).toEqual({ Item: { id: { S: 'first' } } });
  });

  test('is refused without the grants for the rules by which AWS hears of jobs', async () => {
    await expect(startCloud({ templateFolder: templateOf([]), stateFolder: folderOfTest() })).rejects.toThrow(
      /'arn:aws:iam::000000000000:role\/machine' is not authorized to create managed-rule/,
    );
  });
});
