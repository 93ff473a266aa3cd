import { parseEnvironment, positiveInteger, text } from '../shared/parseEnvironment.ts';

export const readEnvironment = (environment: Record<string, string | undefined>) =>
  parseEnvironment(
    {
      USER_DATA_TABLE: text,
      CATALOGUE_TABLE: text,
      COUNTERS_TABLE: text,
      WORKFLOW_ARN: text,
      COUNTER_SHARDS: positiveInteger,
    },
    environment,
  );
