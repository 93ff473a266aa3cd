import * as z from 'zod';
import { InvalidEnvironmentError } from './errors.ts';

/** A whole number above zero, which environments hold as text. */
const positiveInteger = z.coerce.number().int().positive();

/** A variable that must not be empty. */
const text = z.string().min(1);

const tables = { USER_DATA_TABLE: text, CATALOGUE_TABLE: text, COUNTERS_TABLE: text };

/** The variables of each function, as infra/stacks/ApiStack.ts sets them. */
export const environments = {
  'on-interaction': z.object({
    ...tables,
    WORKFLOW_ARN: text,
    COUNTER_SHARDS: positiveInteger,
    FAILURES_QUEUE_URL: z.url(),
    AWS_REGION: text,
    /** Where AWS's services are, when not at AWS: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html */
    AWS_ENDPOINT_URL: z.url().optional(),
  }),
  'publish-recommendation': z.object({ GRAPHQL_URL: z.url(), AWS_REGION: text }),
  'score-candidates': z.object({
    ...tables,
    MODEL_ENDPOINT_NAME: text,
    HISTORY_SIZE: positiveInteger,
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
