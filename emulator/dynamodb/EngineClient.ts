import { setTimeout as wait } from 'node:timers/promises';
import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import type { AttributeValue, CancellationReason, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EngineConnection } from './EngineConnection.ts';

/** What callers need of the SDK's client. */
export type CommandClient = Pick<DynamoDBClient, 'send' | 'destroy'>;

/** What the engine says of a failure. */
interface Failure {
  __type?: string;
  message?: string;
  Message?: string;
  Item?: Record<string, AttributeValue>;
  CancellationReasons?: CancellationReason[];
}

/** As often as the SDK tries by default, and what it waits before: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
const attempts = 3;
const firstPause = 50;

/**
 * Sends the SDK's commands to the engine beside this process: the protocol alone, without what the SDK does to reach AWS,
 * which costs more than the engine's answer. Binary values of answers stay base64 text.
 */
export class EngineClient {
  readonly #connection: EngineConnection;
  readonly #authorization: string;

  /** @param region which Amazon's engine takes from the signature; nobody checks the signature itself */
  constructor(endpoint: string, { region, accessKeyId }: { region: string; accessKeyId: string }) {
    this.#connection = new EngineConnection(endpoint);
    const scope = `${accessKeyId}/20260101/${region}/dynamodb/aws4_request`;
    this.#authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
  }

  /**
   * @throws DynamoDBServiceException with what the engine said, or the error of a connection that does not come about
   */
  send(operation: string, input: object): Promise<Record<string, unknown>> {
    return this.#call(`DynamoDB_20120810.${operation}`, input);
  }

  /** An operation of DynamoDB Streams. @throws as `send` does */
  sendToStreams(operation: string, input: object): Promise<Record<string, unknown>> {
    return this.#call(`DynamoDBStreams_20120810.${operation}`, input);
  }

  async #call(target: string, input: object): Promise<Record<string, unknown>> {
    const body = Buffer.from(JSON.stringify(withBase64(input)));
    const headers = {
      authorization: this.#authorization,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-date': '20260101T000000Z',
      'x-amz-target': target,
    };
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await this.#connection.forward({ headers, body });
        const parsed = JSON.parse(answer.body.toString()) as Record<string, unknown>;
        const $metadata = { httpStatusCode: answer.status, attempts: attempt };
        if (answer.status < 300) return Object.assign(parsed, { $metadata });
        throw toException(parsed as Failure, $metadata);
      } catch (error) {
        if (attempt >= attempts || !isTransient(error)) throw error;
        await wait(Math.random() * firstPause * 2 ** (attempt - 1));
      }
    }
  }

  destroy(): void {
    this.#connection.close();
  }
}

/** Throttles, faults of the engine, and connections that broke. */
function isTransient(error: unknown): boolean {
  if (!(error instanceof DynamoDBServiceException)) return true;
  return error.$fault === 'server' || /Throttling|ProvisionedThroughputExceeded|RequestLimitExceeded/.test(error.name);
}

function toException(failure: Failure, $metadata: { httpStatusCode: number; attempts: number }): Error {
  const name = failure.__type?.split('#').at(-1) ?? 'UnknownError';
  const message = failure.message ?? failure.Message ?? name;
  const common = { message, $metadata };
  if (name === 'ConditionalCheckFailedException') {
    return new ConditionalCheckFailedException({ ...common, Item: failure.Item });
  }
  if (name === 'TransactionCanceledException') {
    return new TransactionCanceledException({ ...common, CancellationReasons: failure.CancellationReasons });
  }
  return new DynamoDBServiceException({
    ...common,
    name,
    $fault: $metadata.httpStatusCode >= 500 ? 'server' : 'client',
  });
}

/** Bytes as the protocol has them. */
function withBase64(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(withBase64);
  const made: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) made[name] = withBase64(member);
  return made;
}
