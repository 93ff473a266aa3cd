import { randomUUID } from 'node:crypto';
import type { StreamRecord } from '../dynamodb/index.ts';
import type { EventSourceMapping } from './EventSourceMapping.ts';

export interface BatchProcessorOptions {
  mapping: EventSourceMapping;
  /** Invokes the function with `{ Records }`; rejects when Lambda refuses. */
  invoke(event: string): Promise<{ payload: string; functionError?: string }>;
  sendToQueue(arn: string, body: string): void;
  log(line: string): void;
  /** Told how old the last record of each batch is that a function is given. Milliseconds. */
  onAge?(milliseconds: number): void;
  /** Milliseconds before the n-th retry. */
  backoff?(attempt: number): number;
}

type Condition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

/** Waits grow from a tenth of a second to five seconds. */
const defaultBackoff = (attempt: number): number => Math.min(5000, 100 * 2 ** attempt);

/**
 * Brings one batch of a shard to its end: done, or given up to the failure queue, in order.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export class BatchProcessor {
  readonly #options: BatchProcessorOptions;
  #stopping = false;
  #wake: (() => void) | undefined;

  constructor(options: BatchProcessorOptions) {
    this.#options = options;
  }

  /** Resolves to false when it was stopped before the end; the batch is then read again at the next start. */
  async process(shardId: string, records: StreamRecord[], attempt = 0): Promise<boolean> {
    if (this.#stopping) {
      return false;
    }
    const { mapping } = this.#options;
    const remaining = this.#dropExpired(shardId, records);
    if (remaining.length === 0) {
      return true;
    }
    const firstFailure = await this.#attempt(remaining);
    if (firstFailure === undefined) {
      return true;
    }
    if (this.#stopping) {
      return false;
    }
    if (firstFailure > 0) {
      // What came before the failed record is done for good.
      return this.process(shardId, remaining.slice(firstFailure));
    }
    if (mapping.bisect && remaining.length > 1) {
      const middle = Math.ceil(remaining.length / 2);
      return (
        (await this.process(shardId, remaining.slice(0, middle), attempt)) &&
        this.process(shardId, remaining.slice(middle), attempt)
      );
    }
    if (mapping.maximumRetries >= 0 && attempt >= mapping.maximumRetries) {
      this.#giveUp(shardId, remaining, 'RetryAttemptsExhausted', attempt + 1);
      return true;
    }
    await this.#wait((this.#options.backoff ?? defaultBackoff)(attempt));
    return this.process(shardId, remaining, attempt + 1);
  }

  stop(): void {
    this.#stopping = true;
    this.#wake?.();
  }

  /** The index of the first failed record, or undefined when all are done. */
  async #attempt(records: StreamRecord[]): Promise<number | undefined> {
    const { invoke, mapping, log, onAge } = this.#options;
    onAge?.(Math.max(0, Date.now() - records.at(-1)!.dynamodb.ApproximateCreationDateTime * 1000));
    let outcome: { payload: string; functionError?: string };
    try {
      outcome = await invoke(JSON.stringify({ Records: records }));
    } catch (error) {
      log(`${mapping.logicalId}: ${(error as Error).message}`);
      return 0;
    }
    if (outcome.functionError) {
      return 0;
    }
    return mapping.reportsItemFailures ? firstReportedFailure(outcome.payload, records) : undefined;
  }

  #dropExpired(shardId: string, records: StreamRecord[]): StreamRecord[] {
    const { maximumAgeSeconds } = this.#options.mapping;
    const oldest = Date.now() / 1000 - maximumAgeSeconds;
    const fresh = (record: StreamRecord) =>
      maximumAgeSeconds < 0 || record.dynamodb.ApproximateCreationDateTime >= oldest;
    const expired = records.filter((record) => !fresh(record));
    if (expired.length > 0) {
      this.#giveUp(shardId, expired, 'RecordAgeExceeded', 1);
    }
    return records.filter(fresh);
  }

  #giveUp(shardId: string, records: StreamRecord[], condition: Condition, invocations: number): void {
    const { mapping, sendToQueue, log } = this.#options;
    log(`${mapping.logicalId}: gave up ${records.length} record(s) (${condition})`);
    if (mapping.onFailureArn === undefined) {
      return;
    }
    const arrival = (record: StreamRecord) =>
      new Date(record.dynamodb.ApproximateCreationDateTime * 1000).toISOString();
    const [first, last] = [records[0]!, records[records.length - 1]!];
    sendToQueue(
      mapping.onFailureArn,
      JSON.stringify({
        requestContext: {
          requestId: randomUUID(),
          functionArn: mapping.functionArn,
          condition,
          approximateInvokeCount: invocations,
        },
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        version: '1.0',
        timestamp: new Date().toISOString(),
        DDBStreamBatchInfo: {
          shardId,
          startSequenceNumber: first.dynamodb.SequenceNumber,
          endSequenceNumber: last.dynamodb.SequenceNumber,
          approximateArrivalOfFirstRecord: arrival(first),
          approximateArrivalOfLastRecord: arrival(last),
          batchSize: records.length,
          streamArn: mapping.streamArn,
        },
      }),
    );
  }

  #wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/**
 * Reads `batchItemFailures`. An identifier that is empty or not of this batch fails the whole batch.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
function firstReportedFailure(payload: string, records: StreamRecord[]): number | undefined {
  const answer = JSON.parse(payload) as { batchItemFailures?: { itemIdentifier?: string }[] } | null;
  const failures = answer?.batchItemFailures;
  if (failures === undefined || failures === null || failures.length === 0) {
    return undefined;
  }
  const indexes = failures.map(({ itemIdentifier }) =>
    records.findIndex((record) => record.dynamodb.SequenceNumber === itemIdentifier),
  );
  return Math.max(0, Math.min(...indexes));
}
