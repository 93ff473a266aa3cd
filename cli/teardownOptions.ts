import { readAccountOptions, type AccountOptions } from './deployOptions.ts';
import { optionsOf } from './optionsOf.ts';
import { parseOptions } from './parseOptions.ts';

export interface TeardownOptions extends AccountOptions {
  /** Whether what people entrusted to the deployment goes too. */
  withData: boolean;
}

/** @throws CommandError */
export function parseTeardownOptions(commandLine: string[]): TeardownOptions {
  const values = parseOptions(commandLine, optionsOf('teardown'));
  return { ...readAccountOptions(values), withData: values['with-data'] === true };
}
