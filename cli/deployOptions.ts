import { resolve } from 'node:path';
import { CommandError } from './CommandError.ts';
import { parseOptions } from './parseOptions.ts';

/** What the commands on an account have in common. */
export interface AccountOptions {
  help: boolean;
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

export const deployUsage = `Deploys to your AWS account, from nothing to the first model. Stop it at any time; the same command goes on.

  npm run deploy

  --stage        up to 12 lower-case letters and digits, for a deployment beside the one without, as in dev
  --region       the AWS region (that of your AWS profile, else us-east-1)
  --data         a folder to import, in any layout that npm run import recognises
  --alarm-email  where alarms are mailed to (where the last deployment said)
  --yes          agrees to everything beforehand, where nobody can be asked
  --no-wait      does not wait for the first model
  --smoke-test   deploys nothing, but asks what is deployed, and fails with the reason

AWS credentials are found as every AWS tool finds them. docs/deploy.md says what it does and what it costs.
`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
/** What commands on an account take beside their own options. */
export const accountOptions = { stage: text, region: text, yes: flag, help: flag };

/** @throws CommandError */
export function readAccountOptions(values: Partial<Record<keyof typeof accountOptions, unknown>>): AccountOptions {
  const { stage = '', region } = values as { stage?: string; region?: string };
  // As the template has it (infra/config.ts), and before anything takes time.
  if (!/^([a-z][a-z0-9]{0,11})?$/.test(stage)) {
    throw new CommandError(`--stage ${stage} is none; up to 12 lower-case letters and digits, a letter first.`);
  }
  if (region !== undefined && !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    throw new CommandError(`--region ${region} is not an AWS region; write for example --region eu-west-1.`);
  }
  return { stage, region, yes: values.yes === true, help: values.help === true };
}

/** @throws CommandError */
export function parseDeployOptions(commandLine: string[]): DeployOptions {
  const values = parseOptions(commandLine, {
    ...accountOptions,
    ...{ data: text, 'alarm-email': text, 'no-wait': flag, 'smoke-test': flag },
  });
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
