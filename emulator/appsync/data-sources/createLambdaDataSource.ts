import { DataSourceError } from '../errors.ts';
import type { DataSource } from '../types.ts';

/** One call of the function, as Lambda's Invoke takes it. `payload` is JSON text. */
export interface LambdaInvocation {
  payload: string;
  invocationType: 'RequestResponse' | 'Event';
}

/** What Lambda answered. `payload` is JSON text; `functionError` is set when the handler threw or the run-time failed. */
export interface LambdaOutcome {
  payload?: string;
  functionError?: string;
}

export interface LambdaDataSourceOptions {
  functionName: string;
  /** Calls the function; throws when Lambda itself refuses (throttled, not found). */
  invoke(invocation: LambdaInvocation): Promise<LambdaOutcome>;
}

interface LambdaRequest {
  operation?: string;
  invocationType?: string | null;
  payload?: unknown;
}

/** Lambda's quota for a synchronous call and its answer. */
const maximumPayloadBytes = 6 * 1024 * 1024;

/** A Lambda data source. https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-lambda-js.html */
export function createLambdaDataSource(options: LambdaDataSourceOptions): DataSource {
  return {
    type: 'AWS_LAMBDA',
    invoke: async (request) => {
      const { payload, invocationType } = readRequest(request);
      return call(options, payload, invocationType);
    },
    invokeBatch: async (requests) => {
      const payloads = requests.map((request) => readRequest(request).payload);
      const answer = await call(options, payloads, readRequest(requests[0]).invocationType);
      if (!Array.isArray(answer) || answer.length !== requests.length) {
        throw new DataSourceError(
          'Lambda:BadResponse',
          `BatchInvoke of ${requests.length} requests must answer a list of as many results.`,
        );
      }
      return answer.map(unwrap);
    },
  };
}

function readRequest(request: unknown): { payload: unknown; invocationType: 'RequestResponse' | 'Event' } {
  // On AWS a member that is left out and one that is null are the same.
  const { operation, payload = null, ...rest } = (request ?? {}) as LambdaRequest;
  const invocationType = rest.invocationType ?? 'RequestResponse';
  if (operation !== 'Invoke' && operation !== 'BatchInvoke') {
    throw new DataSourceError(
      'Lambda:BadRequest',
      `Unsupported operation '${operation ?? ''}'. A Lambda data source takes Invoke and BatchInvoke.`,
    );
  }
  if (invocationType !== 'RequestResponse' && invocationType !== 'Event') {
    throw new DataSourceError(
      'Lambda:BadRequest',
      `Unsupported invocationType '${invocationType}'. It is RequestResponse or Event.`,
    );
  }
  return { payload, invocationType };
}

async function call(
  options: LambdaDataSourceOptions,
  payload: unknown,
  invocationType: 'RequestResponse' | 'Event',
): Promise<unknown> {
  const text = JSON.stringify(payload);
  if (Buffer.byteLength(text) > maximumPayloadBytes) {
    throw new DataSourceError(
      'Lambda:RequestEntityTooLargeException',
      `The payload for ${options.functionName} is larger than ${maximumPayloadBytes} bytes.`,
    );
  }
  let outcome: LambdaOutcome;
  try {
    outcome = await options.invoke({ payload: text, invocationType });
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : 'ServiceException';
    throw new DataSourceError(
      `Lambda:${name.endsWith('Exception') ? name : 'ServiceException'}`,
      `Lambda did not run ${options.functionName}.`,
      { cause },
    );
  }
  // Event is asynchronous: the resolver goes on with null.
  if (invocationType === 'Event') return null;
  const answer = parse(outcome.payload);
  if (outcome.functionError === undefined) return answer;
  // AppSync: errorType Lambda:Unhandled, message what the handler threw.
  const { errorMessage, errorType } = (answer ?? {}) as { errorMessage?: unknown; errorType?: unknown };
  throw new DataSourceError(
    `Lambda:${outcome.functionError}`,
    typeof errorMessage === 'string' ? errorMessage : 'Unhandled error',
    {
      data: { errorType: typeof errorType === 'string' ? errorType : null },
    },
  );
}

/** One result of a batch: `{data, errorMessage, errorType}` where the function answers so, else the value itself. */
function unwrap(result: unknown): unknown {
  if (typeof result !== 'object' || result === null || !('errorMessage' in result) || !result.errorMessage)
    return result;
  const { errorMessage, errorType, data } = result as { errorMessage: unknown; errorType?: unknown; data?: unknown };
  return new DataSourceError(typeof errorType === 'string' ? errorType : 'Lambda:Unhandled', String(errorMessage), {
    result: data,
  });
}

function parse(text: string | undefined): unknown {
  if (text === undefined || text === '') return null;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DataSourceError('Lambda:BadResponse', 'The function answered something that is not JSON.', { cause });
  }
}
