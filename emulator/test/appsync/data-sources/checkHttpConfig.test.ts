import { describe, expect, test } from 'vitest';
import { checkHttpConfig } from '../../../appsync/service/checkHttpConfig.ts';

const check = (Endpoint: string, SigningServiceName?: string) =>
  checkHttpConfig({
    HttpConfig: {
      Endpoint,
      ...(SigningServiceName !== undefined && {
        AuthorizationConfig: { AuthorizationType: 'AWS_IAM', AwsIamConfig: { SigningServiceName } },
      }),
    },
  });

describe('the endpoint of an HTTP data source', () => {
  test.each<[string, string | undefined]>([
    ['https://states.eu-west-1.amazonaws.com/', 'states'],
    ['https://api.sagemaker.us-east-1.amazonaws.com', 'sagemaker'],
    ['http://127.0.0.1:8080', undefined],
    ['http://localhost:8080', undefined],
  ])('%s runs here', (endpoint, service) => {
    expect(check(endpoint, service)).toBeUndefined();
  });

  test.each<[string, string | undefined, RegExp]>([
    ['https://states.eu-west-1.amazonaws.com', undefined, /signed for states/],
    ['https://states.eu-west-1.amazonaws.com', 'lambda', /signed for states/],
    ['https://comprehend.eu-west-1.amazonaws.com', 'comprehend', /outside of this machine/],
    ['https://example.com', undefined, /outside of this machine/],
    ['https://states.eu-west-1.amazonaws.com.example.com', 'states', /outside of this machine/],
    ['no address', undefined, /outside of this machine/],
  ])('%s, signed for %s, is refused', (endpoint, service, reason) => {
    expect(check(endpoint, service)).toMatch(reason);
  });
});
