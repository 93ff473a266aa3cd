import type { Node } from 'constructs';
import { defaultTrainingSettings, trainingSettingsProblem } from '../schema/contract/trainingSettings.ts';
import { InfraError } from './errors.ts';

/** What may differ between deployments. Set one with `cdk deploy -c name=value`. */
export interface Config {
  /** Region of every stack. A customer KMS key of a TableV2 needs it at synthesis. */
  region: string;
  /** Part of the names of stacks, so that an account may hold several deployments; empty for `recsync` alone. */
  stage: string;
  /** How often what is new is collected, and trained on when it is enough: a schedule expression of EventBridge. */
  trainingSchedule: string;
  /** JSON text of the settings of trainings that differ from the defaults (schema/contract/trainingSettings.ts). */
  trainingSettings: string;
  /** Interactions from which Spark fits what grows with them, on EMR Serverless; 0 for never: docs/spark.md. */
  sparkFrom: number;
  /** Memory of the serverless endpoints in MiB: 1024, 2048, 3072, 4096, 5120 or 6144. */
  endpointMemory: number;
  /** Invocations that a serverless endpoint takes at once, 1 to 200. */
  endpointConcurrency: number;
  /** Where alarms are mailed to; empty for nowhere. */
  alarmEmail: string;
  /** `true` or `false`; empty for what the stage says (`allowsIntrospection`). */
  introspection: string;
  /** `true` puts AWS WAF before the API, which costs $8 a month and more: docs/deploy.md. */
  waf: string;
  /** With `waf`: requests that one address may send in five minutes, unless it signs them by IAM. */
  wafRequestsPerAddress: number;
  /** Whether administrators may ask who is similar to whom: `true` or `false`. It keeps an index of what people did. */
  similarUsers: string;
  /** What the address of the pool's own sign-in pages begins with; empty for no such pages (`signInOf`). */
  signInDomain: string;
  /** With it: the addresses of pages that people come back to, by commas. */
  signInUrls: string;
  /** With it: the issuer of an OpenID Connect provider that people may sign in at, its client and the secret of that. */
  oidcIssuer: string;
  oidcClientId: string;
  /** A name in Secrets Manager: a template must not hold the secret itself. */
  oidcClientSecret: string;
}

const defaults: Config = {
  region: 'us-east-1',
  stage: '',
  trainingSchedule: 'rate(1 day)',
  trainingSettings: '{}',
  sparkFrom: 90_000_000,
  endpointMemory: 2048,
  endpointConcurrency: 20,
  alarmEmail: '',
  introspection: '',
  waf: 'false',
  wafRequestsPerAddress: 2000,
  similarUsers: 'false',
  signInDomain: '',
  signInUrls: '',
  oidcIssuer: '',
  oidcClientId: '',
  oidcClientSecret: '',
};

// https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html
const memorySizes = [1024, 2048, 3072, 4096, 5120, 6144];

const rules: { [K in keyof Config]: { takes: (value: Config[K]) => boolean; allowed: string } } = {
  region: { takes: (region) => /^[a-z]{2}(-[a-z]+)+-\d$/.test(region), allowed: 'an AWS region' },
  // Names of stacks and endpoints are made of it.
  stage: {
    takes: (stage) => /^([a-z][a-z0-9]{0,11})?$/.test(stage),
    allowed: 'up to 12 lower-case letters and digits',
  },
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
  trainingSchedule: {
    takes: (schedule) => /^(rate\([1-9]\d* (minute|hour|day)s?\)|cron\(\S+( \S+){5}\))$/.test(schedule),
    allowed: 'rate(… hours) or cron(…)',
  },
  trainingSettings: {
    takes: areTrainingSettings,
    allowed: `a JSON object with ${Object.keys(defaultTrainingSettings).join(', ')} within their bounds`,
  },
  sparkFrom: { takes: (count) => Number.isInteger(count) && count >= 0, allowed: 'a whole number from 0' },
  endpointMemory: { takes: (memory) => memorySizes.includes(memory), allowed: memorySizes.join(', ') },
  endpointConcurrency: { takes: (count) => Number.isInteger(count) && count >= 1 && count <= 200, allowed: '1 to 200' },
  alarmEmail: { takes: (email) => email === '' || email.includes('@'), allowed: 'an e-mail address' },
  introspection: { takes: (text) => /^(true|false)?$/.test(text), allowed: 'true, false' },
  waf: { takes: (text) => /^(true|false)$/.test(text), allowed: 'true, false' },
  // https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html
  wafRequestsPerAddress: {
    takes: (count) => Number.isInteger(count) && count >= 10 && count <= 2_000_000_000,
    allowed: '10 to 2000000000',
  },
  similarUsers: { takes: (answer) => answer === 'true' || answer === 'false', allowed: 'true or false' },
  // https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html
  signInDomain: {
    takes: (prefix) => /^([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)?$/.test(prefix) && !/aws|amazon|cognito/.test(prefix),
    allowed: 'up to 63 lower-case letters, digits and hyphens, without aws, amazon or cognito',
  },
  // Cognito takes http for localhost alone.
  signInUrls: {
    takes: (urls) => /^((https:\/\/[^\s,#]+|http:\/\/localhost(:\d+)?(\/[^\s,#]*)?)(,(?!$)|$))*$/.test(urls),
    allowed: 'addresses that begin with https:// or http://localhost, by commas',
  },
  oidcIssuer: {
    takes: (issuer) => /^(https:\/\/[^\s?#]+[^\s?#/])?$/.test(issuer),
    allowed: 'an https:// address without / at its end',
  },
  oidcClientId: { takes: (id) => /^\S*$/.test(id), allowed: 'the id of a client' },
  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
  oidcClientSecret: { takes: (name) => /^[\w/+=.@-]*$/.test(name), allowed: 'the name of a secret in Secrets Manager' },
};

function areTrainingSettings(json: string): boolean {
  try {
    const settings = JSON.parse(json) as object;
    const isKnown = Object.keys(settings).every((name) => Object.hasOwn(defaultTrainingSettings, name));
    return isKnown && !Array.isArray(settings) && trainingSettingsProblem(settings, 'settings') === null;
  } catch {
    return false;
  }
}

/**
 * The configuration from the app's context, with defaults.
 * @throws InfraError `INVALID_CONFIG` with the name, what was received and what is allowed
 */
export function readConfig(node: Node): Config {
  const read = <K extends keyof Config>(name: K): Config[K] => {
    const given: unknown = node.tryGetContext(name) ?? defaults[name];
    const value = (typeof defaults[name] === 'number' ? Number(given) : String(given)) as Config[K];
    if (!rules[name].takes(value)) {
      throw new InfraError('INVALID_CONFIG', `Context "${name}" is "${given}"; allowed: ${rules[name].allowed}.`);
    }
    return value;
  };
  return {
    region: read('region'),
    stage: read('stage'),
    trainingSchedule: read('trainingSchedule'),
    trainingSettings: read('trainingSettings'),
    sparkFrom: read('sparkFrom'),
    endpointMemory: read('endpointMemory'),
    endpointConcurrency: read('endpointConcurrency'),
    alarmEmail: read('alarmEmail'),
    introspection: read('introspection'),
    waf: read('waf'),
    wafRequestsPerAddress: read('wafRequestsPerAddress'),
    similarUsers: read('similarUsers'),
    signInDomain: read('signInDomain'),
    signInUrls: read('signInUrls'),
    oidcIssuer: read('oidcIssuer'),
    oidcClientId: read('oidcClientId'),
    oidcClientSecret: read('oidcClientSecret'),
  };
}

/** Whether the API answers introspection: what is said, else in stages for development alone. */
export const allowsIntrospection = ({ introspection, stage }: Pick<Config, 'introspection' | 'stage'>): boolean =>
  introspection === '' ? stage.startsWith('dev') : introspection === 'true';

/** Whether administrators may ask who is similar to whom. */
export const comparesPeople = ({ similarUsers }: Pick<Config, 'similarUsers'>): boolean => similarUsers === 'true';
