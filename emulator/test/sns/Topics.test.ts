import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createTopicApi, Topics } from '../../sns/index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';
import { makeAccess, startTestGateway } from '../helpers/startTestGateway.ts';

const arn = 'arn:aws:sns:us-east-1:000000000000:news';

const setUp = async (granted = arn) => {
  const { access, credentials } = makeAccess([{ Effect: 'Allow', Action: 'sns:Publish', Resource: granted }]);
  const topics = new Topics(folderOfTest(), [{ name: 'news', arn }]);
  const endpoint = await startTestGateway(access, createTopicApi(topics, access));
  const client = new SNSClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return { client, topics };
};

describe('a subscription', () => {
  const deliver = (isRaw: boolean, content: Parameters<Topics['publish']>[1]): string[] => {
    const bodies: string[] = [];
    const subscriptions = [
      { topicArn: arn, queueArn: 'q', isRaw },
      { topicArn: `${arn}-other`, queueArn: 'q', isRaw },
    ];
    const topics = new Topics(folderOfTest(), [{ name: 'news', arn }], subscriptions, (queue, body) =>
      bodies.push(`${queue} ${body}`),
    );
    topics.publish(arn, content);
    return bodies;
  };

  test('gives a queue each message, in a notification or alone', () => {
    expect(deliver(true, { message: 'text' })).toEqual(['q text']);
    const [body] = deliver(false, {
      subject: 'Hello',
      message: 'text',
      attributes: { kind: { type: 'String', value: 'x' } },
    });
    expect(JSON.parse(body!.slice(2))).toEqual({
      Type: 'Notification',
      MessageId: expect.any(String),
      TopicArn: arn,
      Subject: 'Hello',
      Message: 'text',
      Timestamp: expect.any(String),
      MessageAttributes: { kind: { Type: 'String', Value: 'x' } },
    });
    const structured = { message: '{"default":"all","sqs":"queues"}', messageStructure: 'json' };
    expect(JSON.parse(deliver(false, structured)[0]!.slice(2))).toMatchObject({ Message: 'queues' });
  });
});

describe('Publish', () => {
  test('keeps what was sent, to the letter, in order', async () => {
    const { client, topics } = await setUp();
    const text = 'a & b = <c> "d"\n100 % ü 😀';
    const first = await client.send(
      new PublishCommand({
        TopicArn: arn,
        Subject: 'Hello',
        Message: text,
        MessageAttributes: {
          kind: { DataType: 'String', StringValue: 'x&y' },
          n: { DataType: 'Number', StringValue: '7' },
        },
      }),
    );
    const second = await client.send(new PublishCommand({ TargetArn: arn, Message: '2' }));
    const messages = topics.messages(arn);
    expect(messages).toMatchObject([
      {
        messageId: first.MessageId,
        subject: 'Hello',
        message: text,
        attributes: { kind: { type: 'String', value: 'x&y' }, n: { type: 'Number', value: '7' } },
      },
      { messageId: second.MessageId, message: '2' },
    ]);
    expect(Math.abs(Date.parse(messages[0]!.publishedAt) - Date.now())).toBeLessThan(60_000);
    expect(messages[1]).not.toHaveProperty('subject');
  });

  test.each([
    ['a topic that is not there', { TopicArn: `${arn}-other`, Message: 'x' }, 'NotFound', 404, '*'],
    ['an empty message', { TopicArn: arn, Message: '' }, 'InvalidParameter', 400, arn],
    ['a message over 256 KB', { TopicArn: arn, Message: 'x'.repeat(256 * 1024 + 1) }, 'InvalidParameter', 400, arn],
    [
      'a subject over 100 characters',
      { TopicArn: arn, Message: 'x', Subject: 's'.repeat(101) },
      'InvalidParameter',
      400,
      arn,
    ],
    [
      'a message for each protocol without one for the others',
      { TopicArn: arn, Message: '{"sqs":"x"}', MessageStructure: 'json' },
      'InvalidParameter',
      400,
      arn,
    ],
    ['a telephone', { PhoneNumber: '+1', Message: 'x' }, 'InvalidParameter', 400, '*'],
    ['a missing permission', { TopicArn: arn, Message: 'x' }, 'AuthorizationError', 403, `${arn}-other`],
  ])('refuses %s', async (_name, input, code, status, granted) => {
    const { client, topics } = await setUp(granted);
    const failure = (await client.send(new PublishCommand(input)).catch((error: unknown) => error)) as Error & {
      Error?: { Code: string };
      $metadata: { httpStatusCode: number };
    };
    expect([failure.Error?.Code, failure.$metadata.httpStatusCode]).toEqual([code, status]);
    expect(topics.messages(arn)).toEqual([]);
  });

  test('a forged signature is refused in XML too', async () => {
    const { topics, client } = await setUp();
    const region = await client.config.region();
    const forger = new SNSClient({
      endpoint: async () => await client.config.endpoint!(),
      region,
      credentials: { ...(await client.config.credentials()), secretAccessKey: 'guessed' },
      maxAttempts: 1,
    });
    await expect(forger.send(new PublishCommand({ TopicArn: arn, Message: 'x' }))).rejects.toMatchObject({
      message: expect.stringMatching(/signature/i),
    });
    forger.destroy();
    expect(topics.messages(arn)).toEqual([]);
  });
});
