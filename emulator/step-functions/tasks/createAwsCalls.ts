import { CallFailed } from './CallFailed.ts';
import { changeFirst, renameMembers } from './changeMembers.ts';
import { createEmrServerlessCalls } from './createEmrServerlessCalls.ts';
import { createSageMakerCalls, type CallConfiguration } from './createSageMakerCalls.ts';
import { sdkServices, type SdkServiceName } from './sdkServices.ts';

export interface CallAnswer {
  /** Members in PascalCase; times are Dates. */
  output: Record<string, unknown>;
  status: number;
  requestId: string;
}

/**
 * Calls an operation of a service.
 * @param operation in camelCase
 * @param input with members in PascalCase; times as ISO 8601
 * @throws CallFailed
 */
export type CallAws = (
  service: SdkServiceName,
  operation: string,
  input: Record<string, unknown>,
) => Promise<CallAnswer>;

interface Client {
  send(command: object): Promise<{ $metadata: { httpStatusCode?: number; requestId?: string } }>;
}
type Sdk = Record<string, unknown>;
type ClientName = Exclude<SdkServiceName, 'sagemaker' | 'emrserverless'>;

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** The clients take times as Dates; every member that is a time is named so in the APIs of `sdkServices`. */
const readTimes = (value: unknown, name = ''): unknown => {
  if (typeof value === 'string') return /Time(stamp)?$/.test(name) && instant.test(value) ? new Date(value) : value;
  if (Array.isArray(value)) return value.map((one) => readTimes(one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readTimes(inner, key)]));
};

/** A body that is streamed (S3's GetObject) is given as text. */
const readBody = async (output: Record<string, unknown>): Promise<Record<string, unknown>> => {
  const body = output.Body as { transformToString?(): Promise<string> } | undefined;
  return body?.transformToString ? { ...output, Body: await body.transformToString() } : output;
};

/** Calls through the SDK's own clients, so that what tasks send and get is what the services speak. */
export function createAwsCalls(configuration: CallConfiguration): CallAws {
  const callSageMaker = createSageMakerCalls(configuration);
  const callEmrServerless = createEmrServerlessCalls(configuration);
  const clients = new Map<ClientName, { sdk: Sdk; client: Client }>();
  const open = async (name: ClientName) => {
    const known = clients.get(name);
    if (known) return known;
    const { load, client } = sdkServices[name];
    const sdk = (await load()) as Sdk;
    const Client = sdk[client] as new (options: object) => Client;
    // Retrying is what the state machine's Retry says.
    const opened = { sdk, client: new Client({ ...configuration, maxAttempts: 1, forcePathStyle: true }) };
    clients.set(name, opened);
    return opened;
  };
  return async (service, operation, input) => {
    if (service === 'emrserverless') return callEmrServerless(operation, input);
    if (service === 'sagemaker') return callSageMaker(changeFirst(operation, 'toUpperCase'), input);
    const { sdk, client } = await open(service);
    const Command = sdk[`${changeFirst(operation, 'toUpperCase')}Command`] as new (input: unknown) => object;
    const members = service === 'sfn' ? renameMembers(input, 'toLowerCase') : readTimes(input);
    try {
      const { $metadata, ...output } = await client.send(new Command(members));
      const { httpStatusCode: status = 200, requestId = '' } = $metadata;
      const named = service === 'sfn' ? renameMembers(output, 'toUpperCase') : output;
      return { output: await readBody(named as Record<string, unknown>), status, requestId };
    } catch (error) {
      const { name, message, $metadata } = error as Error & {
        $metadata?: { httpStatusCode?: number; requestId?: string };
      };
      throw new CallFailed(
        name,
        message,
        typeof sdk[name] === 'function',
        $metadata?.httpStatusCode ?? 0,
        $metadata?.requestId ?? '',
      );
    }
  };
}
