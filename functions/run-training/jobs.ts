import { archiveKeys } from '../../schema/contract/models.ts';
import type { TrainingSettings } from '../../schema/contract/models.ts';
import type { JobInput, JobOutput, ProcessingJob, TrainingJob } from '../../schema/contract/trainingSteps.ts';
import { resourceName } from './names.ts';
import { sizeFor } from './sizes.ts';

/** Where the jobs of a run read and write. */
export interface JobPlaces {
  archiveBucket: string;
  artifactBucket: string;
  prefix: string;
}

/** Where SageMaker puts the files of a processing job. */
const base = '/opt/ml/processing';
/** Six hours: many times what a job of the largest size needs. */
const processingSeconds = 21_600;
/** How long a managed spot job may wait for an instance. */
const spotWaitSeconds = 3600;

const input = (name: string, S3Uri: string): JobInput => ({
  InputName: name,
  S3Input: { S3Uri, LocalPath: `${base}/input/${name}`, S3DataType: 'S3Prefix', S3InputMode: 'File' },
});

const output = (name: string, S3Uri: string): JobOutput => ({
  OutputName: name,
  S3Output: { S3Uri, LocalPath: `${base}/output/${name}`, S3UploadMode: 'EndOfJob' },
});

/** @param interactions about how many there are */
export function prepareJob(runId: string, interactions: number, places: JobPlaces): ProcessingJob {
  const at = (key: string): string => `s3://${places.archiveBucket}/${key}`;
  const keyFolder = archiveKeys.pseudonymKey.slice(0, archiveKeys.pseudonymKey.indexOf('/') + 1);
  return {
    name: `${resourceName(places.prefix, runId)}-prepare`,
    inputs: [
      input('exports', at(archiveKeys.exports(runId))),
      input('archive', at(archiveKeys.interactions)),
      input('items', at(archiveKeys.items)),
      input('settings', at(archiveKeys.settings(runId))),
      input('key', at(keyFolder)),
      input('erased', at(archiveKeys.erased)),
      input('previous', at(archiveKeys.previous(runId))),
    ],
    outputs: [
      output('archive', at(archiveKeys.interactions)),
      output('items', at(archiveKeys.items)),
      output('training', at(archiveKeys.training(runId))),
      output('judging', at(archiveKeys.judging(runId))),
      output('report', at(archiveKeys.report(runId))),
    ],
    cluster: sizeFor(interactions),
    maxRuntimeInSeconds: processingSeconds,
  };
}

export function trainingJob(
  runId: string,
  settings: TrainingSettings,
  interactions: number,
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
    interactionsUri: `${training}interactions/`,
    itemsUri: `${training}items/`,
    outputUri: `s3://${artifactBucket}/artifacts/`,
    checkpointUri: `s3://${artifactBucket}/checkpoints/${runId}/`,
    cluster: sizeFor(interactions),
    maxRuntimeInSeconds,
    maxWaitTimeInSeconds: maxRuntimeInSeconds + spotWaitSeconds,
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
  interactions: number,
  { archiveBucket, prefix }: JobPlaces,
): ProcessingJob {
  const at = (key: string): string => `s3://${archiveBucket}/${key}`;
  return {
    name: `${resourceName(prefix, runId)}-judge`,
    inputs: [
      input('challenger', challenger),
      ...(champion ? [input('champion', champion)] : []),
      input('cases', at(archiveKeys.judging(runId))),
      input('settings', at(archiveKeys.settings(runId))),
    ],
    outputs: [output('verdict', at(archiveKeys.verdict(runId)))],
    cluster: sizeFor(interactions),
    maxRuntimeInSeconds: processingSeconds,
  };
}

/** Where SageMaker puts the artifact of a training job. */
export const artifactOf = ({ outputUri, name }: TrainingJob): string => `${outputUri}${name}/output/model.tar.gz`;
