import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  DescribeEndpointCommand,
  DescribeTrainingJobCommand,
  SageMakerClient,
  StopTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import type { DescribeTrainingJobCommandOutput } from '@aws-sdk/client-sagemaker';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { LocalCloud } from '../../local/startLocalCloud.ts';
import { archiveKeys } from '../../schema/contract/models.ts';
import { CommandError } from '../CommandError.ts';

/** The objects are there for the tenth of a second that a step of the workflow takes. */
const pollInterval = 10;

/**
 * Spoils trainings from outside, by the AWS SDK, as accidents do. The workflow waits for nobody, so that each says whether
 * it was in time: what reads the spoiled object was not there yet when it had been written.
 */
export class Saboteur {
  readonly #s3: S3Client;
  readonly #sageMaker: SageMakerClient;
  readonly #archive: string;
  readonly #artifacts: string;
  readonly #prefix: string;

  /** @throws CommandError when the template is not one with a training workflow */
  constructor({ emulator }: LocalCloud) {
    const { template, gatewayUrl: endpoint, region } = emulator;
    const clientOf = (idOfRole: string) => {
      const role = template.ofType('AWS::IAM::Role').find(({ logicalId }) => logicalId.startsWith(idOfRole));
      if (!role) throw new CommandError(`The template has no role whose id begins with ${idOfRole}.`);
      return { endpoint, region, credentials: emulator.credentialsOf(String(role.attributes.Arn), 'saboteur') };
    };
    this.#s3 = new S3Client({ ...clientOf('JobRole'), forcePathStyle: true });
    this.#sageMaker = new SageMakerClient(clientOf('WorkflowStateMachineRole'));
    const environment = template
      .ofType('AWS::Lambda::Function')
      .map(({ properties }) => (properties.Environment as { Variables?: Record<string, string> })?.Variables ?? {})
      .find(({ ARCHIVE_BUCKET, ARTIFACT_BUCKET }) => ARCHIVE_BUCKET !== undefined && ARTIFACT_BUCKET !== undefined);
    if (!environment) throw new CommandError('The template has no function that knows archive and artifacts.');
    this.#archive = environment.ARCHIVE_BUCKET;
    this.#artifacts = environment.ARTIFACT_BUCKET;
    this.#prefix = environment.NAME_PREFIX;
  }

  /** Stops the training job of a run, once there is one. @returns whether it was still at work */
  async stopTraining(runId: string, signal: AbortSignal): Promise<boolean> {
    const TrainingJobName = this.#nameOf(runId);
    // The stage is written down before the job is made.
    while (!(await this.#trainingOf(runId))) await sleep(pollInterval, undefined, { signal });
    const stop = this.#sageMaker.send(new StopTrainingJobCommand({ TrainingJobName }));
    return stop.then(
      () => true,
      async (error: unknown) => {
        if ((await this.#trainingOf(runId))?.TrainingJobStatus === 'Completed') return false;
        throw error;
      },
    );
  }

  /** Leaves half of the artifact of a run once it was judged. @returns whether no endpoint had taken it */
  async truncateArtifact(runId: string, signal: AbortSignal): Promise<boolean> {
    await this.#wait(this.#archive, `${archiveKeys.verdict(runId)}verdict.json`, signal);
    const key = `artifacts/${this.#nameOf(runId)}/output/model.tar.gz`;
    const whole = await this.#wait(this.#artifacts, key, signal);
    await this.#write(this.#artifacts, key, whole.subarray(0, whole.length >> 1));
    const endpoint = new DescribeEndpointCommand({ EndpointName: this.#nameOf(runId) });
    return (await orGone(this.#sageMaker.send(endpoint))) === undefined;
  }

  /** Confuses the items in the training input of a run once it was prepared. @returns whether no training had read it */
  async confuseItems(runId: string, signal: AbortSignal): Promise<boolean> {
    const key = `${archiveKeys.training(runId)}interactions/interactions-00000.jsonl.gz`;
    const lines = gunzipSync(await this.#wait(this.#archive, key, signal))
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { itemId: string });
    const itemIds = lines.map(({ itemId }) => itemId);
    // A stride that has no factor in common with most counts takes neighbours in a user's history far apart.
    const confused = lines.map((line, index) => ({ ...line, itemId: itemIds[(index * 7919) % itemIds.length] }));
    await this.#write(
      this.#archive,
      key,
      gzipSync(confused.map((line) => `${JSON.stringify(line)}\n`).join(''), { level: 1 }),
    );
    return (await this.#trainingOf(runId)) === undefined;
  }

  #nameOf(runId: string): string {
    return `${this.#prefix}-${runId}`;
  }

  #trainingOf(runId: string): Promise<DescribeTrainingJobCommandOutput | undefined> {
    const TrainingJobName = this.#nameOf(runId);
    return orGone(this.#sageMaker.send(new DescribeTrainingJobCommand({ TrainingJobName })));
  }

  /** @returns the object, once it is there */
  async #wait(Bucket: string, Key: string, signal: AbortSignal): Promise<Buffer> {
    for (;;) {
      // Whoever may not list the whole bucket is denied an object that is not there.
      const { KeyCount } = await this.#s3.send(new ListObjectsV2Command({ Bucket, Prefix: Key }));
      if (KeyCount) {
        const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket, Key }));
        return Buffer.from(await Body!.transformToByteArray());
      }
      await sleep(pollInterval, undefined, { signal });
    }
  }

  async #write(Bucket: string, Key: string, Body: Buffer): Promise<void> {
    await this.#s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  }
}

/** Undefined for what is not there. */
async function orGone<Found>(finding: Promise<Found>): Promise<Found | undefined> {
  try {
    return await finding;
  } catch (error) {
    if (/could not find|not found/i.test((error as Error).message)) return undefined;
    throw error;
  }
}
