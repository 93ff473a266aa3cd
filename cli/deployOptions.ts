import { resolve } from 'node:path';
import { CommandError } from './CommandError.ts';
import { optionsOf } from './optionsOf.ts';
import { parseOptions } from './parseOptions.ts';

/** What the commands on an account have in common. */
export interface AccountOptions {
  /** Empty for production. */
  stage: string;
  /** Left out: that of the AWS profile. */
  region?: string;
  /** Agrees to every question. */
  yes: boolean;
}

export interface DeployOptions extends AccountOptions {
  /** What is imported, in any layout that `npm run import` recognises. */
  dataFolder?: string;
  /** Left out: what the last deployment said. */
  alarmEmail?: string;
  /** Whether the first model is waited for. */
  wait: boolean;
  /** Asks what is deployed, and deploys nothing. */
  smokeTest: boolean;
}

/** @throws CommandError */
export function readAccountOptions(values: { stage?: unknown; region?: unknown; yes?: unknown }): AccountOptions {
  const { stage = '', region } = values as { stage?: string; region?: string };
  // As the template has it (infra/config.ts), and before anything takes time.
  if (!/^([a-z][a-z0-9]{0,11})?$/.test(stage)) {
    throw new CommandError(`--stage ${stage} is none; up to 12 lower-case letters and digits, a letter first.`);
  }
  if (region !== undefined && !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    throw new CommandError(`--region ${region} is not an AWS region; write for example --region eu-west-1.`);
  }
  return { stage, region, yes: values.yes === true };
}

/** @throws CommandError */
export function parseDeployOptions(commandLine: string[]): DeployOptions {
  const values = parseOptions(commandLine, optionsOf('deploy'));
  const { data, 'alarm-email': alarmEmail } = values as Partial<Record<string, string>>;
  if (alarmEmail !== undefined && !alarmEmail.includes('@')) {
    throw new CommandError(`--alarm-email ${alarmEmail} is not an e-mail address.`);
  }
  return {
    ...readAccountOptions(values),
    dataFolder: data === undefined ? undefined : resolve(data),
    alarmEmail,
    wait: values['no-wait'] !== true,
    smokeTest: values['smoke-test'] === true,
  };
}
