import { setTimeout as sleep } from 'node:timers/promises';
import { postOperation } from '../../local/postOperation.ts';
import type { LocalCloud } from '../../local/startLocalCloud.ts';
import {
  DeleteItemDocument,
  LiveModelDocument,
  ModelVersionDocument,
  RequestTrainingDocument,
  SetLiveModelDocument,
  TrainingRunDocument,
} from '../../schema/generated/client/graphql.ts';
import type {
  LiveModel,
  ModelVersion,
  RequestTrainingInput,
  TrainingRun,
  TrainingStage,
} from '../../schema/generated/types.ts';
import { CommandError } from '../CommandError.ts';

const pollInterval = 100;

/** Whoever looks after the models: an administrator, by GraphQL alone. */
export class Operator {
  readonly #cloud: Pick<LocalCloud, 'graphqlUrl' | 'token'>;

  constructor(cloud: Pick<LocalCloud, 'graphqlUrl' | 'token'>) {
    this.#cloud = cloud;
  }

  /** @returns the id of the run */
  async requestTraining(input: RequestTrainingInput): Promise<string> {
    const { requestTraining } = await postOperation(await this.admin(), RequestTrainingDocument, { input });
    return requestTraining.runId;
  }

  /** Undefined until the run has begun. */
  async run(runId: string): Promise<TrainingRun | undefined> {
    const { trainingRun } = await postOperation(await this.admin(), TrainingRunDocument, { runId });
    return (trainingRun as TrainingRun | null) ?? undefined;
  }

  /** Waits until a run is in a stage. @throws CommandError when it ends before it comes there */
  async reaches(runId: string, stage: TrainingStage, signal?: AbortSignal): Promise<void> {
    const run = await this.#until(
      runId,
      signal,
      ({ stages, status }) => status !== 'RUNNING' || hasBegun(stages, stage),
    );
    if (!hasBegun(run.stages, stage)) {
      throw new CommandError(`The run ${runId} was to reach ${stage} and ended as ${run.status}: ${run.reason ?? ''}`);
    }
  }

  /** Waits until a run has ended. @param onStage told of each stage that it enters */
  async ends(runId: string, onStage: (stage: TrainingStage) => void = () => undefined): Promise<TrainingRun> {
    let told = 0;
    return this.#until(runId, undefined, ({ stages, status }) => {
      stages.slice(told).forEach(({ stage }) => onStage(stage));
      told = stages.length;
      return status !== 'RUNNING';
    });
  }

  async version(modelVersion: string): Promise<ModelVersion | undefined> {
    const answer = await postOperation(await this.admin(), ModelVersionDocument, { modelVersion });
    return (answer.modelVersion as ModelVersion | null) ?? undefined;
  }

  async live(): Promise<LiveModel | undefined> {
    const { liveModel } = await postOperation(await this.admin(), LiveModelDocument, {});
    return liveModel ?? undefined;
  }

  /** Goes back to a version that was live before. */
  async setLive(modelVersion: string): Promise<LiveModel> {
    const { setLiveModel } = await postOperation(await this.admin(), SetLiveModelDocument, { input: { modelVersion } });
    return setLiveModel;
  }

  async deleteItem(itemId: string): Promise<void> {
    await postOperation(await this.admin(), DeleteItemDocument, { input: { itemId } });
  }

  /** Where the API is, and who asks. */
  async admin(): Promise<{ url: string; token: string }> {
    return { url: this.#cloud.graphqlUrl, token: await this.#cloud.token('operator', ['admin']) };
  }

  async #until(
    runId: string,
    signal: AbortSignal | undefined,
    isDone: (run: TrainingRun) => boolean,
  ): Promise<TrainingRun> {
    for (;;) {
      const run = await this.run(runId);
      if (run && isDone(run)) return run;
      await sleep(pollInterval, undefined, { signal });
    }
  }
}

function hasBegun(stages: TrainingRun['stages'], stage: TrainingStage): boolean {
  return stages.some((entry) => entry.stage === stage);
}
