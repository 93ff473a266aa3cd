import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Operator } from '../../cli/loop/Operator.ts';
import { importData } from '../../data/index.ts';
import { cloudwatchService } from '../../emulator/index.ts';
import { whySparkCannotRun } from '../../spark/installSpark.ts';
import { localSpark } from '../../spark/localSpark.ts';
import { startTestCloud, type TestCloud } from '../helpers/startTestCloud.ts';
import { writeShop } from '../helpers/writeShop.ts';
import { synthesizeAnew, type Synthesized } from '../infra/stacks/synthesize.ts';

const timeout = 900_000;
const seed = 1;
const problem = whySparkCannotRun();
const budget = { budgetSeconds: 2, force: true };

interface TrainingJob {
  request: { InputDataConfig: { ChannelName: string }[] };
}

describe('a training on more than the container is meant for', () => {
  let made: Synthesized;
  /** A template that asks Spark from a few interactions on. */
  beforeAll(async () => {
    made = await synthesizeAnew({ sparkFrom: 100 }, resolve('build'));
  }, timeout);
  afterAll(() => made?.close());

  const start = async (spark?: ReturnType<typeof localSpark>): Promise<TestCloud> => {
    const test = await startTestCloud('dynoxide', { templateFolder: made.outdir, spark });
    onTestFinished(() => test.close());
    const { cloud, stateFolder } = test;
    const { folder } = writeShop(join(stateFolder, 'shop'), Date.now() - 60_000, seed);
    const into = { client: cloud.dynamodb, tables: cloud.tables, stateFolder, folder };
    await importData({ ...into, now: Date.now, progress: () => undefined });
    await cloud.streamsRead();
    return test;
  };
  /** The channels of the only training job. */
  const channels = ({ stateFolder }: TestCloud): string[] => {
    const folder = join(stateFolder, 'sagemaker', 'training-job');
    const [file] = readdirSync(folder).filter((name) => name.endsWith('.json'));
    const { request } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as TrainingJob;
    return request.InputDataConfig.map(({ ChannelName }) => ChannelName);
  };

  it.skipIf(problem !== undefined)(
    `takes the parts that Spark fitted${problem === undefined ? '' : ` (skipped: ${problem}; npm run test:spark installs it)`}`,
    { timeout },
    async () => {
      const test = await start(localSpark({ isSmall: true }));
      const operator = new Operator(test.cloud);
      const run = await operator.ends(await operator.requestTraining(budget));
      expect([run.status, run.reason]).toEqual(['PROMOTED', null]);
      expect(channels(test)).toEqual(['interactions', 'prefitted', 'items']);
    },
  );

  it('is the container’s alone where Spark cannot run', { timeout }, async () => {
    const test = await start();
    const operator = new Operator(test.cloud);
    const run = await operator.ends(await operator.requestTraining(budget));
    expect([run.status, run.reason]).toEqual(['PROMOTED', null]);
    expect(channels(test)).toEqual(['interactions', 'items']);
    const folder = join(test.stateFolder, 'emr-serverless', 'job-runs');
    const [job] = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(JSON.parse(job)).toMatchObject({
      state: 'FAILED',
      stateDetails: 'Spark cannot run here: the local cloud was started without it.',
    });
    const { metrics } = test.cloud.emulator.service(cloudwatchService);
    await expect.poll(() => metrics.list().map(({ name }) => name)).toContain('SparkJobsFailed');
    const alarm = test.cloud.emulator.template
      .ofType('AWS::CloudWatch::Alarm')
      .find(({ properties }) => properties.MetricName === 'SparkJobsFailed');
    expect(alarm?.properties).toMatchObject({
      Namespace: 'recsync',
      Dimensions: [{ Name: 'service', Value: 'run-training' }],
    });
  });
});
