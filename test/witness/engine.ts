import { engineNames, type EngineName } from '../../emulator/appsync/index.ts';

/** What the suites that both engines run are run on: vitest.config.ts sets it. */
export const appSyncEngine: EngineName | undefined = engineNames.find((name) => name === process.env.RECSYNC_APPSYNC);

interface AnsweredError {
  message: string;
  errorType?: string | null;
  path?: unknown[];
}

/**
 * An answer, if of the simulator without a deviation that nearly every test would meet: where a field that must not be
 * null failed, it has graphql-js's "Cannot return null" beside the resolver's own error. See `deviations.ts`.
 */
export function mendAnswer<Answer extends { errors?: AnsweredError[] }>(answer: Answer): Answer {
  if (appSyncEngine !== 'amplify' || !answer.errors) return answer;
  const placeOf = ({ path }: AnsweredError) => JSON.stringify(path);
  const explained = new Set(answer.errors.filter(({ errorType }) => errorType).map(placeOf));
  const errors = answer.errors.filter(
    (error) => error.errorType || !error.message.startsWith('Cannot return null') || !explained.has(placeOf(error)),
  );
  return { ...answer, errors };
}
