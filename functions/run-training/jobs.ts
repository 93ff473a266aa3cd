import { archiveKeys } from '../../schema/contract/models.ts';
import type { DataReport, TrainingSettings } from '../../schema/contract/models.ts';
import type { ProcessingJob, SparkJob, TrainingChannel, TrainingJob } from '../../schema/contract/trainingSteps.ts';
import { jobInput, jobOutput, processingSeconds } from '../shared/processingJobs.ts';
import { resourceName } from '../shared/runNames.ts';
import { sizeFor } from '../shared/sizes.ts';

/** Where the jobs of a run read and write. */
export interface JobPlaces {
  archiveBucket: string;
  artifactBucket: string;
  prefix: string;
}

/** How long a managed spot job may wait for an instance. */
const spotWaitSeconds = 3600;

/** @param interactions about how many there are */
export function prepareJob(runId: string, interactions: number, places: JobPlaces): ProcessingJob {
  const at = (key: string): string => `s3://${places.archiveBucket}/${key}`;
  const keyFolder = archiveKeys.pseudonymKey.slice(0, archiveKeys.pseudonymKey.indexOf('/') + 1);
  return {
    name: `${resourceName(places.prefix, runId)}-prepare`,
    inputs: [
      jobInput('exports', at(archiveKeys.exports(runId))),
      jobInput('archive', at(archiveKeys.interactions)),
      jobInput('items', at(archiveKeys.items)),
      jobInput('settings', at(archiveKeys.settings(runId))),
      jobInput('key', at(keyFolder)),
      jobInput('erased', at(archiveKeys.erased)),
      jobInput('previous', at(archiveKeys.previous(runId))),
    ],
    outputs: [
      jobOutput('archive', at(archiveKeys.interactions)),
      jobOutput('items', at(archiveKeys.items)),
      jobOutput('training', at(archiveKeys.training(runId))),
      jobOutput('judging', at(archiveKeys.judging(runId))),
      jobOutput('report', at(archiveKeys.report(runId))),
    ],
    cluster: sizeFor(interactions),
    maxRuntimeInSeconds: processingSeconds,
  };
}

const channel = (ChannelName: TrainingChannel['ChannelName'], S3Uri: string): TrainingChannel => ({
  ChannelName,
  DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3DataDistributionType: 'FullyReplicated', S3Uri } },
});

/** What the size of a job follows from. */
type DataCounts = Pick<DataReport, 'interactions' | 'items'>;

export function trainingJob(
  runId: string,
  settings: TrainingSettings,
  { interactions, items }: DataCounts,
  { archiveBucket, artifactBucket, prefix }: JobPlaces,
): TrainingJob {
  const training = `s3://${archiveBucket}/${archiveKeys.training(runId)}`;
  // What is not searched for models: reading, the fit of what was found, writing, the upload.
  const maxRuntimeInSeconds = settings.budgetSeconds * 4 + 3600;
  return {
    name: resourceName(prefix, runId),
    hyperparameters: {
      budget_seconds: String(settings.budgetSeconds),
      seed: String(settings.seed),
      model_version: runId,
    },
    channels: [channel('interactions', `${training}interactions/`), channel('items', `${training}items/`)],
    outputUri: `s3://${artifactBucket}/artifacts/`,
    checkpointUri: `s3://${artifactBucket}/checkpoints/${runId}/`,
    cluster: sizeFor(interactions, items),
    maxRuntimeInSeconds,
    maxWaitTimeInSeconds: maxRuntimeInSeconds + spotWaitSeconds,
  };
}

/** Spark takes tens of minutes; what hangs is to end before the next day's training. */
const sparkMinutes = 6 * 60;

/** Fits on Spark what grows, and what `train` is then: on a sample and the parts. Needs whatever `train` needs, at most. */
export function sparkJob(
  runId: string,
  settings: TrainingSettings,
  train: TrainingJob,
  { archiveBucket, prefix }: JobPlaces,
): SparkJob {
  const at = (key: string): string => `s3://${archiveBucket}/${key}`;
  const parts = at(archiveKeys.parts(runId));
  /** The job puts names of files behind a folder with a slash between. */
  const folder = (key: string): string => at(key).replace(/\/$/, '');
  return {
    name: `${resourceName(prefix, runId)}-prefit`,
    arguments: [
      ...['--input', folder(archiveKeys.training(runId)), '--output', folder(archiveKeys.parts(runId))],
      ...['--erased', folder(archiveKeys.erased), '--seed', String(settings.seed)],
    ],
    maxRuntimeInMinutes: sparkMinutes,
    train: {
      ...train,
      channels: [
        channel('interactions', `${parts}interactions/`),
        channel('prefitted', `${parts}prefitted/`),
        ...train.channels.filter(({ ChannelName }) => ChannelName === 'items'),
      ],
    },
  };
}

/**
 * @param challenger where the artifact will be
 * @param champion its artifact; left out when nothing is live
 */
export function judgeJob(
  runId: string,
  challenger: string,
  champion: string | undefined,
  { interactions, items }: DataCounts,
  { archiveBucket, prefix }: JobPlaces,
): ProcessingJob {
  const at = (key: string): string => `s3://${archiveBucket}/${key}`;
  return {
    name: `${resourceName(prefix, runId)}-judge`,
    inputs: [
      jobInput('challenger', challenger),
      ...(champion ? [jobInput('champion', champion)] : []),
      jobInput('cases', at(archiveKeys.judging(runId))),
      jobInput('settings', at(archiveKeys.settings(runId))),
    ],
    outputs: [jobOutput('verdict', at(archiveKeys.verdict(runId)))],
    cluster: sizeFor(interactions, items),
    maxRuntimeInSeconds: processingSeconds,
  };
}

/** Where SageMaker puts the artifact of a training job. */
export const artifactOf = ({ outputUri, name }: TrainingJob): string => `${outputUri}${name}/output/model.tar.gz`;
