import type { JobInput, JobOutput } from '../../schema/contract/trainingSteps.ts';

/** Where SageMaker puts the files of a processing job. */
const base = '/opt/ml/processing';
/** Six hours: many times what a job of the largest size needs. */
export const processingSeconds = 21_600;

export const jobInput = (name: string, S3Uri: string): JobInput => ({
  InputName: name,
  S3Input: { S3Uri, LocalPath: `${base}/input/${name}`, S3DataType: 'S3Prefix', S3InputMode: 'File' },
});

export const jobOutput = (name: string, S3Uri: string): JobOutput => ({
  OutputName: name,
  S3Output: { S3Uri, LocalPath: `${base}/output/${name}`, S3UploadMode: 'EndOfJob' },
});
