import { describe, expect, test } from 'vitest';
import { BatchProcessor } from '../../streams/BatchProcessor.ts';
import { toEventSourceMapping } from '../../streams/index.ts';
import type { StreamRecord } from '../../dynamodb/index.ts';

const queueArn = 'arn:aws:sqs:us-east-1:0:failures';
const makeRecord = (sequence: number, ageSeconds = 0): StreamRecord => ({
  eventID: String(sequence),
  eventName: 'INSERT',
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion: 'us-east-1',
  eventSourceARN: 'arn:stream',
  dynamodb: { SequenceNumber: String(sequence), ApproximateCreationDateTime: Date.now() / 1000 - ageSeconds },
});
const records = (...sequences: number[]) => sequences.map((sequence) => makeRecord(sequence));

/** Runs a batch against a function that is told its sequence numbers and answers or throws. */
const run = async (
  properties: Record<string, unknown>,
  answer: (sequences: number[], call: number) => unknown,
  batch: StreamRecord[],
) => {
  const calls: number[][] = [];
  const ages: number[] = [];
  const sent: { arn: string; body: { DDBStreamBatchInfo: { startSequenceNumber: string } } }[] = [];
  const mapping = toEventSourceMapping(
    {
      ref: 'id',
      logicalId: 'Mapping',
      properties: {
        EventSourceArn: 'arn:aws:dynamodb:us-east-1:0:table/users/stream/local',
        DestinationConfig: { OnFailure: { Destination: queueArn } },
        ...properties,
      },
    },
    'arn:aws:lambda:us-east-1:0:function:f',
  );
  const processor = new BatchProcessor({
    mapping,
    log: () => undefined,
    backoff: () => 0,
    onAge: (age) => ages.push(age),
    sendToQueue: (arn, body) => sent.push({ arn, body: JSON.parse(body) as (typeof sent)[number]['body'] }),
    invoke: async (event) => {
      const sequences = (JSON.parse(event) as { Records: StreamRecord[] }).Records.map(({ dynamodb }) =>
        Number(dynamodb.SequenceNumber),
      );
      calls.push(sequences);
      try {
        return { payload: JSON.stringify(answer(sequences, calls.length) ?? null) };
      } catch (error) {
        return { payload: JSON.stringify({ errorMessage: String(error) }), functionError: 'Unhandled' };
      }
    },
  });
  return { done: await processor.process('shard-1', batch), calls, sent, ages };
};
const failAt =
  (...bad: number[]) =>
  (sequences: number[]): null => {
    if (sequences.some((sequence) => bad.includes(sequence))) throw new Error('bad record');
    return null;
  };
const report =
  (...bad: number[]) =>
  (sequences: number[]) => ({
    batchItemFailures: sequences
      .filter((sequence) => bad.includes(sequence))
      .map((sequence) => ({ itemIdentifier: String(sequence) })),
  });
const reports = { FunctionResponseTypes: ['ReportBatchItemFailures'] };

describe('BatchProcessor', () => {
  test('a success is one call', async () => {
    expect(await run({}, () => null, records(1, 2, 3))).toMatchObject({ done: true, calls: [[1, 2, 3]], sent: [] });
    const { ages } = await run({}, () => null, [makeRecord(1, 90), makeRecord(2, 65)]);
    expect(ages.map((age) => Math.floor(age / 10_000))).toEqual([6]);
  });

  test('an error is tried again as often as the mapping says, then given up to the queue', async () => {
    const { calls, sent } = await run({ MaximumRetryAttempts: 2 }, failAt(2), records(1, 2));
    expect(calls).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
    expect(sent).toMatchObject([
      {
        arn: queueArn,
        body: {
          requestContext: {
            condition: 'RetryAttemptsExhausted',
            approximateInvokeCount: 3,
            functionArn: 'arn:aws:lambda:us-east-1:0:function:f',
          },
          DDBStreamBatchInfo: {
            shardId: 'shard-1',
            startSequenceNumber: '1',
            endSequenceNumber: '2',
            batchSize: 2,
            streamArn: expect.stringContaining('table/users'),
          },
        },
      },
    ]);
  });

  test('bisecting isolates one bad record, in order, and gives up that one alone', async () => {
    const { calls, sent } = await run(
      { MaximumRetryAttempts: 0, BisectBatchOnFunctionError: true },
      failAt(3),
      records(1, 2, 3, 4),
    );
    expect(calls).toEqual([[1, 2, 3, 4], [1, 2], [3, 4], [3], [4]]);
    expect(sent).toMatchObject([
      { body: { DDBStreamBatchInfo: { startSequenceNumber: '3', endSequenceNumber: '3' } } },
    ]);
  });

  test('a reported failure keeps what came before it and repeats from there', async () => {
    const { calls, sent } = await run(
      reports,
      (sequences, call) => report(...(call === 1 ? [3] : []))(sequences),
      records(1, 2, 3, 4),
    );
    expect(calls).toEqual([
      [1, 2, 3, 4],
      [3, 4],
    ]);
    expect(sent).toEqual([]);
  });

  test('the lowest of several reported failures counts, and bisecting then isolates it', async () => {
    const { calls, sent } = await run(
      { ...reports, MaximumRetryAttempts: 0, BisectBatchOnFunctionError: true },
      report(4, 2),
      records(1, 2, 3, 4),
    );
    expect(calls).toEqual([[1, 2, 3, 4], [2, 3, 4], [2, 3], [2], [3], [4]]);
    expect(
      sent.map(
        ({ body }) =>
          (body as unknown as { DDBStreamBatchInfo: { startSequenceNumber: string } }).DDBStreamBatchInfo
            .startSequenceNumber,
      ),
    ).toEqual(['2', '4']);
  });

  test.each([
    [{ batchItemFailures: [{ itemIdentifier: '' }] }],
    [{ batchItemFailures: [{ itemIdentifier: 'unknown' }] }],
  ])('%j fails the whole batch', async (answer) => {
    const { calls } = await run({ ...reports, MaximumRetryAttempts: 1 }, () => answer, records(1, 2));
    expect(calls).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test.each([[null], [{}], [{ batchItemFailures: [] }], [{ batchItemFailures: null }]])(
    '%j is a success',
    async (answer) => {
      expect((await run(reports, () => answer, records(1))).calls).toHaveLength(1);
    },
  );

  test('reports are not read unless the mapping says so', async () => {
    expect((await run({}, report(1), records(1, 2))).calls).toHaveLength(1);
  });

  test('records that are too old go to the queue without a call', async () => {
    const { calls, sent } = await run({ MaximumRecordAgeInSeconds: 60 }, () => null, [
      makeRecord(1, 120),
      makeRecord(2, 5),
    ]);
    expect(calls).toEqual([[2]]);
    expect(sent).toMatchObject([
      { body: { requestContext: { condition: 'RecordAgeExceeded' }, DDBStreamBatchInfo: { batchSize: 1 } } },
    ]);
  });

  test('without a queue a given-up batch is simply passed', async () => {
    const { done, sent } = await run({ MaximumRetryAttempts: 0, DestinationConfig: undefined }, failAt(1), records(1));
    expect([done, sent]).toEqual([true, []]);
  });
});
