import * as z from 'zod';
import type { TrainingSettings } from '../../schema/contract/models.ts';
import { trainingSettingsProblem } from '../../schema/contract/trainingSettings.ts';
import { InvalidEnvironmentError } from './errors.ts';

/** A whole number above zero, which environments hold as text. */
const positiveInteger = z.coerce.number().int().positive();

/** A variable that must not be empty. */
const text = z.string().min(1);

/** Where Powertools and `createVersionMetrics` put their metrics. */
const metrics = { POWERTOOLS_METRICS_NAMESPACE: text };

/** `<function>=<MiB>,…` */
const memoryByName = z
  .string()
  .regex(/^[^=,]+=\d+(,[^=,]+=\d+)*$/)
  .transform((pairs) => new Map(pairs.split(',').map((pair) => [pair.split('=')[0]!, Number(pair.split('=')[1])])));

const trainingSettings = z
  .string()
  .default('{}')
  .transform((json, context): Partial<TrainingSettings> => {
    try {
      const settings = JSON.parse(json) as Partial<TrainingSettings>;
      const problem = trainingSettingsProblem(settings, 'settings');
      if (!problem) return settings;
      context.addIssue({ code: 'custom', message: problem });
    } catch {
      context.addIssue({ code: 'custom', message: 'is no JSON' });
    }
    return z.NEVER;
  });

const tables = { USER_DATA_TABLE: text, CATALOGUE_TABLE: text, COUNTERS_TABLE: text };

/** The variables of each function, as infra/stacks/ApiStack.ts sets them. */
export const environments = {
  'on-interaction': z.object({
    ...tables,
    FEEDBACK_TABLE: text,
    WORKFLOW_ARN: text,
    COUNTER_SHARDS: positiveInteger,
    FAILURES_QUEUE_URL: z.url(),
    /** The share of normal spells that the anomaly guard may mark, for each test, at most. */
    ANOMALY_ALARM_RATE: z.coerce.number().min(0).max(1).default(0.0001),
    ...metrics,
    AWS_REGION: text,
    /** Where AWS's services are, when not at AWS: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html */
    AWS_ENDPOINT_URL: z.url().optional(),
  }),
  'erase-user': z.object({
    USER_DATA_TABLE: text,
    MODELS_TABLE: text,
    FEEDBACK_TABLE: text,
    ARCHIVE_BUCKET: text,
    FAILURES_QUEUE_URL: z.url(),
    AWS_REGION: text,
    AWS_ENDPOINT_URL: z.url().optional(),
  }),
  'operate-deployment': z.object({
    MODELS_TABLE: text,
    USER_DATA_TABLE_ARN: text,
    CATALOGUE_TABLE_ARN: text,
    COUNTERS_TABLE_ARN: text,
    MODELS_TABLE_ARN: text,
    FEEDBACK_TABLE_ARN: text,
    FAILURES_QUEUE_URL: z.url(),
    ON_INTERACTION_FUNCTION: text,
    WORKFLOW_ARN: text,
    /** What the names of the deployment's alarms begin with. */
    ALARM_PREFIX: text,
    GRAPHQL_API_ID: text,
    /** What the names of the deployment's endpoints begin with. */
    ENDPOINT_PREFIX: text,
    /** Of every other function. */
    FUNCTION_MEMORY: memoryByName,
    /** Its own, which Lambda sets. */
    AWS_LAMBDA_FUNCTION_NAME: text,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: positiveInteger,
    SAGEMAKER_URL: z.url(),
    AWS_REGION: text,
    AWS_ENDPOINT_URL: z.url().optional(),
  }),
  'identify-visitor': z.object({ VISITOR_KEY_ID: text, AWS_REGION: text, AWS_ENDPOINT_URL: z.url().optional() }),
  'merge-user': z.object({
    USER_DATA_TABLE: text,
    ARCHIVE_BUCKET: text,
    VISITOR_KEY_ID: text,
    AWS_REGION: text,
    AWS_ENDPOINT_URL: z.url().optional(),
  }),
  'publish-recommendation': z.object({ GRAPHQL_URL: z.url(), AWS_REGION: text }),
  'score-candidates': z.object({
    ...tables,
    MODELS_TABLE: text,
    FEEDBACK_TABLE: text,
    HISTORY_SIZE: positiveInteger,
    COMPARE_MODELS_FUNCTION: text,
    ...metrics,
  }),
  'compare-models': z.object({ USER_DATA_TABLE: text, MODELS_TABLE: text, HISTORY_SIZE: positiveInteger, ...metrics }),
  'watch-model': z.object({ MODELS_TABLE: text, TRAINING_WORKFLOW_ARN: text, ...metrics }),
  'run-experiments': z.object({ FEEDBACK_TABLE: text, USER_DATA_TABLE: text, MODELS_TABLE: text, ...metrics }),
  'find-similar-users': z.object({ USER_DATA_TABLE: text, ...metrics }),
  'report-feedback': z.object({ FEEDBACK_TABLE: text, CATALOGUE_TABLE: text, ...metrics }),
  'run-training': z.object({
    MODELS_TABLE: text,
    USER_DATA_TABLE_ARN: text,
    CATALOGUE_TABLE_ARN: text,
    ARCHIVE_BUCKET: text,
    ARTIFACT_BUCKET: text,
    /** The URI of the model's image. */
    MODEL_IMAGE: text,
    /** Of what SageMaker has of a version: names of 63 characters have to hold the id of a run and `-prepare`. */
    NAME_PREFIX: text.max(34),
    /** JSON text of the settings in which the deployment differs from the defaults. */
    TRAINING_SETTINGS: trainingSettings,
    /** Interactions from which Spark fits what grows with them; 0 for never. */
    SPARK_FROM: z.coerce.number().int().min(0).default(0),
    /** DynamoDB's exports reach up to about five minutes ago: LatestRestorableDateTime of the table. */
    EXPORT_MARGIN_SECONDS: z.coerce.number().int().min(0).default(300),
    ...metrics,
  }),
  'run-batch': z.object({
    MODELS_TABLE: text,
    USER_DATA_TABLE_ARN: text,
    CATALOGUE_TABLE_ARN: text,
    ARCHIVE_BUCKET: text,
    /** As for `run-training`. */
    NAME_PREFIX: text.max(34),
    /** Stored lists that one call writes in a second. */
    LISTS_PER_SECOND: positiveInteger,
    ...metrics,
  }),
};

/**
 * The variables that a function needs, checked once when its module loads.
 * @throws InvalidEnvironmentError naming each variable that is missing or wrong
 */
export function readEnvironment<Name extends keyof typeof environments>(
  name: Name,
  environment: Record<string, string | undefined>,
): z.infer<(typeof environments)[Name]> {
  const parsed = environments[name].safeParse(environment);
  if (parsed.success) return parsed.data as z.infer<(typeof environments)[Name]>;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new InvalidEnvironmentError(problems.join('; '), { cause: parsed.error });
}
