import type { Node } from 'constructs';
import { InfraError } from './errors.ts';

/** What may differ between deployments. Set one with `cdk deploy -c name=value`. */
export interface Config {
  /** Region of every stack. A customer KMS key of a TableV2 needs it at synthesis. */
  region: string;
  /** Key of the model's `model.tar.gz` in the artifact bucket. A new key is a new model version: SageMaker swaps it in. */
  modelArtifactKey: string;
  /** Memory of the serverless endpoint in MiB: 1024, 2048, 3072, 4096, 5120 or 6144. */
  endpointMemory: number;
  /** Invocations that the serverless endpoint takes at once, 1 to 200. */
  endpointConcurrency: number;
  /** Where alarms are mailed to; empty for nowhere. */
  alarmEmail: string;
}

const defaults: Config = {
  region: 'us-east-1',
  modelArtifactKey: 'artifacts/first/model.tar.gz',
  endpointMemory: 2048,
  endpointConcurrency: 20,
  alarmEmail: '',
};

// https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html
const memorySizes = [1024, 2048, 3072, 4096, 5120, 6144];

const rules: { [K in keyof Config]: { takes: (value: Config[K]) => boolean; allowed: string } } = {
  region: { takes: (region) => /^[a-z]{2}(-[a-z]+)+-\d$/.test(region), allowed: 'an AWS region' },
  modelArtifactKey: { takes: (key) => key.endsWith('model.tar.gz'), allowed: 'an S3 key that ends in model.tar.gz' },
  endpointMemory: { takes: (memory) => memorySizes.includes(memory), allowed: memorySizes.join(', ') },
  endpointConcurrency: { takes: (count) => Number.isInteger(count) && count >= 1 && count <= 200, allowed: '1 to 200' },
  alarmEmail: { takes: (email) => email === '' || email.includes('@'), allowed: 'an e-mail address' },
};

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
    modelArtifactKey: read('modelArtifactKey'),
    endpointMemory: read('endpointMemory'),
    endpointConcurrency: read('endpointConcurrency'),
    alarmEmail: read('alarmEmail'),
  };
}
