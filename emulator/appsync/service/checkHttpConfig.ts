import { valueAt, type Properties } from '../../template/index.ts';

/** How requests to these hosts of AWS are signed: the services that the gateway may answer for. */
const signingNames: Record<string, string> = {
  states: 'states',
  lambda: 'lambda',
  dynamodb: 'dynamodb',
  'api.sagemaker': 'sagemaker',
  'runtime.sagemaker': 'sagemaker',
  s3: 's3',
  sqs: 'sqs',
  sns: 'sns',
  monitoring: 'monitoring',
};

/** Why an HTTP data source does not run here, or undefined when it does: nothing leaves the machine. */
export function checkHttpConfig(properties: Properties): string | undefined {
  const endpoint = String(valueAt(properties, 'HttpConfig', 'Endpoint'));
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : '';
  if (['127.0.0.1', 'localhost', '[::1]'].includes(host)) return undefined;
  const [, name = ''] = /^(.+)\.[a-z]{2}(?:-[a-z]+)+-\d\.amazonaws\.com$/.exec(host) ?? [];
  const expected = signingNames[name];
  if (expected === undefined) {
    return `HTTP endpoints outside of this machine are not emulated (${endpoint}), but for ${Object.keys(signingNames).join(', ')} of AWS`;
  }
  const iam = valueAt(properties, 'HttpConfig', 'AuthorizationConfig', 'AwsIamConfig');
  const signed = valueAt(iam, 'SigningServiceName');
  return signed === expected
    ? undefined
    : `${endpoint} takes requests that are signed for ${expected}: give it an AwsIamConfig with that SigningServiceName`;
}
