import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createQueueSender } from '../../../functions/on-interaction/createQueueSender.ts';
import { makeStreamRecord } from '../../helpers/makeStreamRecord.ts';

const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/123456789012/failures';
const record = makeStreamRecord({ userId: 'a', itemId: 'é', timestamp: '2026-11-21T10:00:00.000Z' });
const message = { code: 'INVALID_RECORD', reason: 'itemId: missing', failedAt: '2026-11-21T10:00:01.000Z', record };

describe('the sender to the queue of failures', () => {
  let server: Server;
  let endpoint: string;
  let status: number;
  const received: { url?: string; headers: IncomingHttpHeaders; body: string }[] = [];

  beforeAll(async () => {
    server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        received.push({ url: incoming.url, headers: incoming.headers, body: Buffer.concat(chunks).toString() });
        outgoing.writeHead(status).end('{"__type":"QueueDoesNotExist"}');
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  const sendTo = (where: string): Promise<void> =>
    createQueueSender({
      queueUrl,
      endpoint: where,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
      timeout: 2_000,
    })(message);

  it('sends one signed request of the JSON protocol', async () => {
    status = 200;
    await sendTo(endpoint);
    const [{ url, headers, body }] = received;
    expect(url).toBe('/');
    expect(headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AmazonSQS.SendMessage',
      authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/eu-west-1\/sqs\/aws4_request, /),
    });
    const { QueueUrl, MessageBody } = JSON.parse(body) as Record<string, string>;
    expect(QueueUrl).toBe(queueUrl);
    expect(JSON.parse(MessageBody)).toEqual(message);
  });

  it('tells a refusal and an unreachable queue', async () => {
    status = 400;
    await expect(sendTo(endpoint)).rejects.toMatchObject({
      code: 'QUEUE_UNAVAILABLE',
      message: expect.stringContaining('QueueDoesNotExist'),
    });
    await expect(sendTo('http://127.0.0.1:1')).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
  });
});
