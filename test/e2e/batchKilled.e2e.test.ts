import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postOperation } from '../../local/postOperation.ts';
import type { BatchStage } from '../../schema/contract/batches.ts';
import {
  RecommendationsDocument,
  RequestTrainingDocument,
  TrainingRunDocument,
} from '../../schema/generated/client/graphql.ts';
import { batchOnce, requestBatch } from '../helpers/batches.ts';

const timeout = 400_000;
type Caller = Parameters<typeof postOperation>[0];

describe('lists in bulk on a cloud that is killed', () => {
  let stateFolder = '';
  let cloud: ChildProcess | undefined;

  const start = async (...more: string[]): Promise<Caller> => {
    const command = ['--import', 'tsx', 'test/helpers/runLocalCloud.ts', stateFolder, ...more];
    cloud = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: cloud.stdout! })) {
      if (line.startsWith('{"url"')) return JSON.parse(line) as Caller;
    }
    throw new Error('The cloud ended before it served.');
  };
  const kill = async (): Promise<void> => {
    const ended = once(cloud!, 'exit');
    cloud!.kill('SIGKILL');
    await ended;
  };

  beforeAll(async () => {
    stateFolder = await mkdtemp(join(tmpdir(), 'recsync-killed-'));
    const admin = await start('load');
    const { requestTraining } = await postOperation(admin, RequestTrainingDocument, { input: { budgetSeconds: 2 } });
    const { runId } = requestTraining;
    for (;;) {
      const { trainingRun } = await postOperation(admin, TrainingRunDocument, { runId });
      if (trainingRun && trainingRun.status !== 'RUNNING') {
        expect(trainingRun).toMatchObject({ status: 'PROMOTED' });
        return;
      }
      await sleep(100);
    }
  }, timeout);
  afterAll(async () => {
    if (cloud && cloud.exitCode === null && cloud.signalCode === null) {
      const ended = once(cloud, 'exit');
      cloud.kill('SIGTERM');
      await Promise.race([ended, sleep(10_000)]);
      cloud.kill('SIGKILL');
    }
    await rm(stateFolder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('end as if nothing had been: the same users, each with one list', { timeout }, async () => {
    let admin: Caller = await restartable();
    const batchId = await requestBatch(admin, { placement: 'night', store: true });
    const hasBegun = (stage: BatchStage) => (batch: { stages: { stage: string }[]; status: string }) =>
      batch.status !== 'RUNNING' || batch.stages.some((entry) => entry.stage === stage);
    for (const stage of ['PREPARE', 'TRANSFORM', 'STORE'] as const) {
      const batch = await batchOnce(admin, batchId, hasBegun(stage));
      expect(batch).toMatchObject({ status: 'RUNNING', reason: null });
      await kill();
      admin = await start();
    }
    const batch = await batchOnce(admin, batchId);
    expect(batch).toMatchObject({ status: 'COMPLETED', reason: null, users: 150, lists: 150, skipped: [] });
    expect(batch.stored).toEqual({ stored: 150, superseded: 0, unstorable: 0 });
    const { recommendations } = await postOperation(admin, RecommendationsDocument, {
      ...{ userId: 'person-3', placement: 'night', limit: 5 },
    });
    expect(recommendations).toMatchObject({ source: 'STORED', degraded: false, generatedAt: batch.startedAt });
  });

  /** The cloud that trained goes on as another process. */
  async function restartable(): Promise<Caller> {
    await kill();
    return start();
  }
});
