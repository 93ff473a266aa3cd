import { workflowErrors } from '../../schema/contract/trainingSteps.ts';
import type { CaughtError } from '../../schema/contract/trainingSteps.ts';

/** Reasons are read by people in a list of runs. */
const longest = 500;

const ofWorkflow: Record<string, [code: string, sentence: string]> = {
  [workflowErrors.exportFailed]: ['EXPORT_FAILED', 'DynamoDB could not export a table'],
  [workflowErrors.endpointFailed]: ['ENDPOINT_FAILED', 'SageMaker could not start the endpoint of the new model'],
  [workflowErrors.exportTimeout]: ['EXPORT_TIMEOUT', 'DynamoDB did not end the export of a table within six hours'],
  [workflowErrors.endpointTimeout]: [
    'ENDPOINT_TIMEOUT',
    'SageMaker did not bring the endpoint of the new model into service within an hour',
  ],
  'States.Timeout': ['TIMEOUT', 'A step took longer than it may'],
  'States.Permissions': ['PERMISSION_MISSING', 'The role of the workflow lacks a permission'],
};

/** What SageMaker says of a job that failed: the description of the job, as Step Functions passes it on. */
const jobs: { kind: string; code: string; noun: string }[] = [
  { kind: 'TrainingJob', code: 'TRAINING_JOB', noun: 'training job' },
  { kind: 'ProcessingJob', code: 'PROCESSING_JOB', noun: 'processing job' },
  { kind: 'TransformJob', code: 'TRANSFORM_JOB', noun: 'transform job' },
];

/**
 * A state's error as one sentence with a code first. Lambda names the class of the error and gives its message in a JSON
 * text, SageMaker's jobs give their description, other services their message:
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function explainFailure({ Error: name, Cause = '' }: CaughtError): { status: 'FAILED'; reason: string } {
  return { status: 'FAILED', reason: explain(name, Cause).replace(/\s+/g, ' ').slice(0, longest) };
}

function explain(name: string, cause: string): string {
  const known = ofWorkflow[name];
  if (known) return `${known[0]}: ${known[1]}${cause ? `: ${cause}` : '.'}`;
  const said = parse(cause);
  const details = (said.JobRun ?? said) as typeof said;
  const job = jobs.find(({ kind }) => typeof details[`${kind}Name`] === 'string');
  if (job) {
    const its = `The ${job.noun} ${String(details[`${job.kind}Name`])}`;
    // Nobody can say who: SageMaker does not.
    if (details[`${job.kind}Status`] === 'Stopped') return `${job.code}_STOPPED: ${its} was stopped from outside.`;
    const reasons = [details.FailureReason, details.ExitMessage].filter((text) => typeof text === 'string' && text);
    return `${job.code}_FAILED: ${its} failed: ${reasons.join(' ') || 'it did not say why.'}`;
  }
  if (typeof details.JobRunId === 'string') return explainJobRun(details);
  if (typeof details.errorMessage === 'string') return `${codeOf(name)}: ${details.errorMessage}`;
  return `${codeOf(name)}: ${cause || 'The step did not say why it failed.'}`;
}

/** https://docs.aws.amazon.com/emr-serverless/latest/APIReference/API_JobRun.html */
function explainJobRun({ Name, JobRunId, State, StateDetails }: Record<string, unknown>): string {
  const its = `The Spark job ${String(Name ?? JobRunId)}`;
  if (State === 'CANCELLED') return `SPARK_JOB_STOPPED: ${its} was stopped from outside.`;
  return `SPARK_JOB_FAILED: ${its} failed: ${String(StateDetails || 'it did not say why.')}`;
}

/** `DynamoDb.InvalidExportTimeException` is `INVALID_EXPORT_TIME`, `InvalidJobOutputError` is `INVALID_JOB_OUTPUT`. */
function codeOf(name: string): string {
  const last = name.slice(name.lastIndexOf('.') + 1).replace(/(.)(Error|Exception)$/, '$1');
  return last.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
