import { readFileSync } from 'node:fs';
import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, test } from 'vitest';
import { queueArn as arn, queueUrl as url, startQueue } from './startQueue.ts';

const actions = ['SendMessage', 'ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility', 'GetQueueAttributes'];

interface Received {
  Messages?: {
    MessageId: string;
    ReceiptHandle: string;
    Body: string;
    MD5OfBody: string;
    Attributes?: Record<string, string>;
  }[];
}

const setUp = async (granted = actions) => {
  const clock = { now: Date.UTC(2026, 10, 28) };
  const { queues, endpoint, credentials } = await startQueue(granted, () => clock.now);
  const signer = new SignatureV4({ service: 'sqs', region: 'us-east-1', credentials, sha256: Sha256 });
  const call = async (operation: string, parameters: object): Promise<unknown> => {
    const { hostname, port, host: address } = new URL(endpoint);
    const { headers, body } = await signer.sign(
      new HttpRequest({
        method: 'POST',
        protocol: 'http:',
        hostname,
        port: Number(port),
        path: '/',
        headers: {
          host: address,
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': `AmazonSQS.${operation}`,
        },
        body: JSON.stringify(parameters),
      }),
    );
    const { host: _host, ...sent } = headers;
    const response = await fetch(endpoint, { method: 'POST', headers: sent, body: body as string });
    const answer = await response.text();
    if (response.status !== 200) throw new Error(answer);
    return JSON.parse(answer);
  };
  const receive = async (parameters: object = {}): Promise<NonNullable<Received['Messages']>> =>
    ((await call('ReceiveMessage', { QueueUrl: url, MaxNumberOfMessages: 10, ...parameters })) as Received).Messages ??
    [];
  return { clock, queues, call, receive };
};

describe('a queue', () => {
  test('hands out what was sent, hides it for its time, and shows it again', async () => {
    const { clock, queues, call, receive } = await setUp();
    for (const MessageBody of ['one', 'two', 'three']) await call('SendMessage', { QueueUrl: url, MessageBody });
    expect((await receive({ MaxNumberOfMessages: 2, VisibilityTimeout: 60 })).map(({ Body }) => Body)).toEqual([
      'one',
      'two',
    ]);
    expect((await receive({ VisibilityTimeout: 60 })).map(({ Body }) => Body)).toEqual(['three']);
    expect(await receive()).toEqual([]);
    expect(queues.counts()).toEqual({ failures: 0 });
    clock.now += 60_000;
    expect(queues.counts()).toEqual({ failures: 3 });
    expect((await receive()).map(({ Body, MD5OfBody }) => [Body, MD5OfBody])[0]).toEqual([
      'one',
      'f97c5d29941bfb1b2fdab0874906ab82',
    ]);
  });

  test('forgets what is deleted, in its file too, and nothing else; shows at once what is given back', async () => {
    const { queues, call, receive } = await setUp();
    for (const MessageBody of ['about ada', 'about ben']) await call('SendMessage', { QueueUrl: url, MessageBody });
    const [ada, ben] = await receive();
    await call('DeleteMessage', { QueueUrl: url, ReceiptHandle: ada!.ReceiptHandle });
    await call('DeleteMessage', { QueueUrl: url, ReceiptHandle: ada!.ReceiptHandle });
    await call('ChangeMessageVisibility', { QueueUrl: url, ReceiptHandle: ben!.ReceiptHandle, VisibilityTimeout: 0 });
    expect((await receive()).map(({ Body }) => Body)).toEqual(['about ben']);
    expect(readFileSync(queues.file(arn), 'utf8')).not.toContain('ada');
  });

  test('tells how many wait and how many are hidden, and when each was sent, to whoever asks for it', async () => {
    const { clock, call, receive } = await setUp();
    for (const MessageBody of ['one', 'two', 'three']) await call('SendMessage', { QueueUrl: url, MessageBody });
    const [asked] = await receive({ MaxNumberOfMessages: 1, MessageSystemAttributeNames: ['SentTimestamp'] });
    expect(asked!.Attributes).toEqual({ SentTimestamp: String(clock.now) });
    const [unasked] = await receive({ MaxNumberOfMessages: 1 });
    expect(unasked!.Attributes).toBeUndefined();
    const attributes = (AttributeNames?: string[]) => call('GetQueueAttributes', { QueueUrl: url, AttributeNames });
    expect(await attributes(['ApproximateNumberOfMessages'])).toEqual({
      Attributes: { ApproximateNumberOfMessages: '1' },
    });
    expect(await attributes(['All'])).toEqual({
      Attributes: { QueueArn: arn, ApproximateNumberOfMessages: '1', ApproximateNumberOfMessagesNotVisible: '2' },
    });
    expect(await attributes()).toEqual({ Attributes: {} });
  });

  test('a receiver that waits gets what comes meanwhile', async () => {
    const { queues, receive } = await setUp();
    const waiting = receive({ WaitTimeSeconds: 20 });
    queues.send(arn, 'late');
    expect((await waiting).map(({ Body }) => Body)).toEqual(['late']);
  });

  test.each([
    ['MaxNumberOfMessages', 11],
    ['VisibilityTimeout', 43_201],
    ['WaitTimeSeconds', 21],
    ['MaxNumberOfMessages', 0],
  ])('refuses %s %d', async (name, value) => {
    const { receive } = await setUp();
    await expect(receive({ [name]: value })).rejects.toThrow(`Value ${value} for parameter ${name} is invalid`);
  });

  test.each(actions.slice(1))('asks for permission: %s', async (action) => {
    const { call } = await setUp(actions.filter((other) => other !== action));
    const parameters = { QueueUrl: url, ReceiptHandle: 'a/b', VisibilityTimeout: 0 };
    await expect(call(action, parameters)).rejects.toThrow(/AccessDenied/);
  });
});
