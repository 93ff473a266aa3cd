import { ListObjectsV2Command, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import { startMetrics } from '../../../emulator/test/cloudwatch/startMetrics.ts';
import { startBuckets } from '../../../emulator/test/s3/startBuckets.ts';
import { TrainingArchive } from '../../../functions/run-training/TrainingArchive.ts';
import { createMetricsReader } from '../../../functions/run-training/createMetricsReader.ts';
import { runTraining } from '../../../functions/run-training/runTraining.ts';
import type { TrainingDependencies } from '../../../functions/run-training/TrainingDependencies.ts';
import { TrainingRows } from '../../../functions/run-training/TrainingRows.ts';
import { createModelClient } from '../../../functions/shared/createModelClient.ts';
import { createVersionMetrics } from '../../../functions/shared/createVersionMetrics.ts';
import type { RecordVersion } from '../../../functions/shared/createVersionMetrics.ts';
import { archiveKeys } from '../../../schema/contract/models.ts';
import type { DataReport, JudgeVerdict, LiveRow, TrainingSettings } from '../../../schema/contract/models.ts';
import { defaultTrainingSettings } from '../../../schema/contract/trainingSettings.ts';
import type * as Steps from '../../../schema/contract/trainingSteps.ts';
import { startModelEndpoint } from '../../helpers/startModelEndpoint.ts';
import type { ModelEndpoint } from '../../helpers/startModelEndpoint.ts';
import { startTables } from '../../helpers/startTables.ts';

export const settings: TrainingSettings = {
  ...defaultTrainingSettings,
  shadowShare: 0.5,
  shadowSeconds: 3600,
  canaryShare: 0.25,
  canarySeconds: 7200,
};
export const report = (more: Partial<DataReport> = {}): DataReport => ({
  refusals: [],
  fingerprint: 'f1',
  interactions: 10_000,
  users: 300,
  items: 80,
  newInteractions: 10_000,
  rejected: {},
  trainedUntil: '2026-11-20T00:00:00.000Z',
  judgedInteractions: 1000,
  judgedUsers: 200,
  eventTypes: { VIEW: 1 },
  drift: { measures: [], drifted: false, windows: 0 },
  ...more,
});
export const executionOf = (name: string): string => `arn:aws:states:us-east-1:000000000000:execution:training:${name}`;

type Answers = {
  begin: Steps.BeginAnswer;
  checkData: Steps.CheckDataAnswer;
  sparkFailed: Steps.SparkFailedAnswer;
  weigh: Steps.WeighAnswer;
  register: Steps.RegisterAnswer;
  smokeTest: Steps.SmokeTestAnswer;
  setStage: Steps.SetStageAnswer;
  watch: Steps.WatchAnswer;
  promote: Steps.PromoteAnswer;
  cleanUp: Steps.CleanUpAnswer;
  end: Steps.EndAnswer;
};

export interface Training {
  /** One step; twice, because every step may run twice, and must then answer the same. */
  step<Step extends Steps.TrainingStep>(input: Step): Promise<Answers[Step['step']]>;
  /** One step that is not repeated: those that look at the clock or at metrics. */
  once<Step extends Steps.TrainingStep>(input: Step): Promise<Answers[Step['step']]>;
  begin(runId: string, more?: Partial<Steps.BeginInput>): Promise<Steps.BeginAnswer>;
  /** From the beginning to a registered version, with what its jobs would have written. */
  register(runId: string, champion?: string): Promise<Steps.RegisterAnswer>;
  /** The whole life, without stages, until it is live. */
  promote(runId: string, champion?: string): Promise<void>;
  writeReport(runId: string, report: DataReport): Promise<void>;
  writeVerdict(runId: string, verdict: Partial<JudgeVerdict>): Promise<void>;
  rows: TrainingRows;
  live(): Promise<LiveRow | undefined>;
  s3: S3Client;
  objects(): Promise<string[]>;
  text(key: string): Promise<string>;
  endpoint: ModelEndpoint;
  record: RecordVersion;
  /** Executions that are at work. */
  running: Set<string>;
  now: { value: number };
  rowsCounted: { value: number };
  /** What went wrong beside the training. */
  troubles: string[];
}

/** Interactions from which Spark is asked. */
export const sparkFrom = 1_000_000;

/** What the steps work with, real: DynamoDB's engine, S3 and CloudWatch of the emulator, SageMaker's wire format. */
export async function startTraining(): Promise<Training> {
  const [tables, { client: s3 }, { client: cloudWatch, log }, endpoint] = await Promise.all([
    startTables(),
    startBuckets(),
    startMetrics(),
    startModelEndpoint(),
  ]);
  onTestFinished(async () => {
    await Promise.all([tables.stop(), endpoint.stop()]);
  });
  const now = { value: Math.floor(Date.now() / 60_000) * 60_000 };
  const rowsCounted = { value: 0 };
  const troubles: string[] = [];
  const running = new Set<string>();
  const rows = new TrainingRows(tables.client, tables.models);
  const dependencies: TrainingDependencies = {
    rows,
    archive: new TrainingArchive(s3, 'archive'),
    places: { archiveBucket: 'archive', artifactBucket: 'artifacts', prefix: 'shop' },
    userDataTable: 'arn:aws:dynamodb:us-east-1:0:table/userData',
    catalogueTable: 'arn:aws:dynamodb:us-east-1:0:table/catalogue',
    image: 'image:1',
    defaults: settings,
    sparkFrom,
    exportMarginSeconds: 300,
    isRunning: async (executionArn) => running.has(executionArn),
    countRows: async () => rowsCounted.value,
    askEndpoint: createModelClient(endpoint.client),
    readMetrics: createMetricsReader(cloudWatch, 'recsync'),
    sleep: async () => undefined,
    makeKey: () => crypto.getRandomValues(new Uint8Array(32)),
    onDrift: () => undefined,
    onTrouble: (what) => void troubles.push(what),
    clock: () => now.value,
  };
  const once: Training['once'] = (input) => runTraining(input, dependencies) as never;
  const step: Training['step'] = async (input) => {
    const first = await once(input);
    const second = await once(input);
    if (JSON.stringify(first) !== JSON.stringify(second)) {
      throw new Error(`${input.step} answered ${JSON.stringify(first)}, then ${JSON.stringify(second)}`);
    }
    return first;
  };
  const put = (key: string, value: unknown) =>
    s3.send(new PutObjectCommand({ Bucket: 'archive', Key: key, Body: JSON.stringify(value) }));

  const training: Training = {
    step,
    once,
    begin: (runId, more) => {
      running.add(executionOf(runId));
      const startedAt = new Date(now.value).toISOString();
      const input = { trigger: 'SCHEDULE' as const };
      return step({ step: 'begin', executionArn: executionOf(runId), startedAt, input, ...more });
    },
    register: async (runId, champion) => {
      await training.begin(runId);
      await training.writeReport(runId, report());
      await step({ step: 'checkData', runId, settings: { ...settings, force: true } });
      await training.writeVerdict(runId, { champion });
      await step({ step: 'weigh', runId });
      return step({ step: 'register', runId, settings, artifact: `s3://artifacts/${runId}/model.tar.gz` });
    },
    promote: async (runId, champion) => {
      await training.register(runId, champion);
      await step({ step: 'promote', runId });
      const { remove } = await once({ step: 'cleanUp', runId });
      await step({
        step: 'end',
        runId,
        removals: remove.map(({ modelVersion }) => ({ modelVersion, isRemoved: true })),
      });
    },
    writeReport: async (runId, found) => {
      await put(`${archiveKeys.report(runId)}report.json`, found);
    },
    writeVerdict: async (runId, verdict) => {
      await put(`${archiveKeys.verdict(runId)}verdict.json`, {
        challenger: runId,
        isAccepted: true,
        reason: 'NOT_WORSE: It is not worse.',
        segments: [],
        coverage: { challenger: 0.5 },
        diversity: { challenger: 0.5 },
        novelty: { challenger: 0.5 },
        ...verdict,
      });
    },
    rows,
    live: () => rows.live(),
    s3,
    objects: async () => {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'archive' }));
      return Contents.map(({ Key = '' }) => Key);
    },
    text: async (key) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'archive', Key: key }));
      return (await Body?.transformToString()) ?? '';
    },
    endpoint,
    record: createVersionMetrics(
      'recsync',
      () => now.value,
      (line) => log(`${line}\n`),
    ),
    running,
    now,
    rowsCounted,
    troubles,
  };
  return training;
}
