import { describe, expect, it } from 'vitest';
import { explainFailure } from '../../../functions/shared/explainFailure.ts';

const failed = (cause: object) => explainFailure({ Error: 'States.TaskFailed', Cause: JSON.stringify(cause) });

describe('the reason of a run whose job did not complete', () => {
  it('is what the job said when it failed', () => {
    const cause = { TrainingJobName: 'recsync-1', TrainingJobStatus: 'Failed', FailureReason: 'AlgorithmError: no.' };
    expect(failed(cause)).toEqual({
      status: 'FAILED',
      reason: 'TRAINING_JOB_FAILED: The training job recsync-1 failed: AlgorithmError: no.',
    });
  });

  it.each([
    ['ExportTimeout', 'EXPORT_TIMEOUT: DynamoDB did not end the export of a table within six hours.'],
    [
      'EndpointTimeout',
      'ENDPOINT_TIMEOUT: SageMaker did not bring the endpoint of the new model into service within an hour.',
    ],
  ])('is that a wait had an end: %s', (Error, reason) => {
    expect(explainFailure({ Error })).toEqual({ status: 'FAILED', reason });
  });

  it.each([
    [
      { TrainingJobName: 'recsync-1', TrainingJobStatus: 'Stopped' },
      'TRAINING_JOB_STOPPED: The training job recsync-1',
    ],
    [
      { ProcessingJobName: 'recsync-2', ProcessingJobStatus: 'Stopped' },
      'PROCESSING_JOB_STOPPED: The processing job recsync-2',
    ],
  ])('is that somebody stopped it, not that it failed', (cause, beginning) => {
    expect(failed(cause)).toEqual({ status: 'FAILED', reason: `${beginning} was stopped from outside.` });
  });
});
