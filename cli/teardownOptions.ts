import { accountOptions, readAccountOptions, type AccountOptions } from './deployOptions.ts';
import { parseOptions } from './parseOptions.ts';

export interface TeardownOptions extends AccountOptions {
  /** Whether what people entrusted to the deployment goes too. */
  withData: boolean;
}

export const teardownUsage = `Takes down what npm run deploy made. Stop it at any time; the same command goes on.

  npm run teardown

  --stage      as with npm run deploy
  --region     as with npm run deploy
  --with-data  removes tables, archive, models and users too, for good
  --yes        agrees beforehand, where nobody can be asked

Without --with-data it says what stays, and what that costs a month.
`;

/** @throws CommandError */
export function parseTeardownOptions(commandLine: string[]): TeardownOptions {
  const values = parseOptions(commandLine, { ...accountOptions, 'with-data': { type: 'boolean' } });
  return { ...readAccountOptions(values), withData: values['with-data'] === true };
}
