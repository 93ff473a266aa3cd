import { artifactOf, judgeJob, prepareJob, sparkJob, trainingJob } from '../../../functions/run-training/jobs.ts';
import { resourceName } from '../../../functions/shared/runNames.ts';
import { planExports } from '../../../functions/run-training/planExports.ts';
import { archiveKeys } from '../../../schema/contract/models.ts';
import { defaultTrainingSettings } from '../../../schema/contract/trainingSettings.ts';
import type { ProcessingJob, SparkJob, TableExport, TrainingJob } from '../../../schema/contract/trainingSteps.ts';
import type { Resource, Resources } from './Resource.ts';

const runId = '20261128-120000-0a1b';

/** What one run of the training workflow asks of other services, in the words of the function that decides it. */
export interface TrainingRun {
  /** In full, and of what is new. */
  exports: TableExport[];
  processingJobs: Record<string, ProcessingJob>;
  trainingJobs: Record<string, TrainingJob>;
  spark: SparkJob;
  /** What a training reads, with Spark's parts and without them. */
  channels: string[];
  /** `s3://…/model.tar.gz` */
  artifact: string;
  /** Objects that the function reads and writes itself (Archive.ts). */
  reads: string[];
  writes: string[];
  /** Folders that it removes objects from. */
  removes: string[];
  /** Of the model that the run makes, and of anything else of a kind that bears its name. */
  arnOf(kind: string, name?: string): string;
}

/** A function that decides at each step of a workflow: `run-training`, `run-batch`. */
export function findStepFunction(name: string, resources: Resources): Resource {
  const found = resources
    .ofType('AWS::Lambda::Function')
    .find(({ properties }) => properties.Environment?.Variables.POWERTOOLS_SERVICE_NAME === name);
  if (!found) throw new Error(`The templates have no function ${name}.`);
  return found;
}

/** A run as the environment of `run-training` makes it. */
export function planTrainingRun(resources: Resources): TrainingRun {
  const environment = findStepFunction('run-training', resources).properties.Environment.Variables as Record<
    string,
    string
  >;
  const places = {
    archiveBucket: environment.ARCHIVE_BUCKET,
    artifactBucket: environment.ARTIFACT_BUCKET,
    prefix: environment.NAME_PREFIX,
  };
  const plan = {
    runId,
    bucket: places.archiveBucket,
    userDataTable: environment.USER_DATA_TABLE_ARN,
    catalogueTable: environment.CATALOGUE_TABLE_ARN,
    to: '2026-11-28T12:00:00.000Z',
  };
  const counts = { interactions: 1000, items: 10 };
  const train = trainingJob(runId, defaultTrainingSettings, counts, places);
  const spark = sparkJob(runId, defaultTrainingSettings, train, places);
  const channels = [train, spark.train].flatMap((job) => job.channels.map((one) => one.DataSource.S3DataSource.S3Uri));
  const artifact = artifactOf(train);
  const at = (key: string): string => `s3://${places.archiveBucket}/${key}`;
  const model = resourceName(places.prefix, runId);
  return {
    exports: [
      ...planExports({ ...plan, from: undefined, rows: 0 }),
      ...planExports({ ...plan, from: '2026-11-27T12:00:00.000Z', rows: 10_000_000 }),
    ],
    processingJobs: {
      prepare: prepareJob(runId, 1000, places),
      judge: judgeJob(runId, artifact, artifact, counts, places),
    },
    trainingJobs: { train },
    spark,
    channels: [...new Set(channels)],
    artifact,
    reads: [`${archiveKeys.report(runId)}report.json`, `${archiveKeys.verdict(runId)}verdict.json`].map(at),
    writes: [
      ...[archiveKeys.interactions, archiveKeys.items, archiveKeys.erased].map((folder) => `${folder}about`),
      archiveKeys.pseudonymKey,
      `${archiveKeys.settings(runId)}settings.json`,
      `${archiveKeys.previous(runId)}report.json`,
    ].map(at),
    removes: [archiveKeys.erased].map(at),
    arnOf: (kind, name = model) => `arn:aws:sagemaker:${resources.region}:${resources.account}:${kind}/${name}`,
  };
}
