import { TaskFailed } from '../errors.ts';
import { CallFailed } from './CallFailed.ts';
import type { CallAnswer, CallAws } from './createAwsCalls.ts';
import { sdkServices, type SdkServiceName } from './sdkServices.ts';

type Input = Record<string, unknown>;

/** The classes of the SDKs for Java end so; the names of S3 and SageMaker do not. */
const exceptionName = (code: string): string => (code.endsWith('Exception') ? code : `${code}Exception`);

/** Times as Step Functions writes them into the state's output. */
const writeTimes = (value: unknown, write: (time: Date) => unknown): unknown => {
  if (value instanceof Date) return write(value);
  if (Array.isArray(value)) return value.map((one) => writeTimes(one, write));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => (inner === undefined ? [] : [[name, writeTimes(inner, write)]])),
  );
};

/** What the service said to the call that optimized integrations add to their output. */
export const responseMetadata = (status: number, requestId: string) => ({
  SdkHttpMetadata: { HttpStatusCode: status },
  SdkResponseMetadata: { RequestId: requestId },
});

/**
 * A task `arn:aws:states:::aws-sdk:<service>:<operation>`.
 * https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 * @throws TaskFailed, named `<Service>.<Error>Exception`, or `<Service>.<Service>Exception` for an error that the
 *   service's API does not list
 */
export async function callSdk(
  call: CallAws,
  service: SdkServiceName,
  operation: string,
  input: Input,
): Promise<unknown> {
  const { prefix } = sdkServices[service];
  try {
    const { output } = await call(service, operation, input);
    return writeTimes(output, (time) => time.toISOString());
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    const name = error.isListed ? exceptionName(error.code) : `${prefix}Exception`;
    const detail = `(Service: ${prefix}, Status Code: ${error.status}, Request ID: ${error.requestId})`;
    throw new TaskFailed(`${prefix}.${name}`, `${error.message} ${detail}`);
  }
}

/** How optimized integrations name errors that the API does not list: by the class of the SDK for Java 1. */
const optimizedNames: Partial<Record<SdkServiceName, { prefix: string; unlisted: string }>> = {
  sagemaker: { prefix: 'SageMaker', unlisted: 'AmazonSageMakerException' },
  // Not proven of AWS.
  emrserverless: { prefix: 'EMRServerless', unlisted: 'AWSEMRServerlessException' },
  sns: { prefix: 'SNS', unlisted: 'AmazonSNSException' },
  sfn: { prefix: 'StepFunctions', unlisted: 'AWSStepFunctionsException' },
};

/** The call of an optimized integration, with its error names. Times become milliseconds, as that SDK writes them. */
export async function callOptimized(
  call: CallAws,
  service: SdkServiceName,
  operation: string,
  input: Input,
): Promise<CallAnswer> {
  try {
    const answer = await call(service, operation, input);
    return { ...answer, output: writeTimes(answer.output, (time) => time.getTime()) as Input };
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    const { prefix, unlisted } = optimizedNames[service]!;
    const name = error.isListed ? exceptionName(error.code) : unlisted;
    throw new TaskFailed(
      `${prefix}.${name}`,
      `${error.message} (Service: ${unlisted.replace('Exception', '')}; Status Code: ${error.status}; ` +
        `Error Code: ${error.code}; Request ID: ${error.requestId}; Proxy: null)`,
    );
  }
}
