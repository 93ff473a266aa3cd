import { createHash, randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JsonApi, ServiceError } from '../gateway/index.ts';
import type { AccessControl } from '../identity/index.ts';

interface Queue {
  name: string;
  arn: string;
  url: string;
}

/** SQS queues as dead-letter destinations: each message becomes a line of `queues/<name>.jsonl` in the state folder. */
export class Queues {
  readonly #folder: string;
  readonly #queues: Queue[];

  constructor(folder: string, queues: Queue[]) {
    this.#folder = folder;
    this.#queues = queues;
  }

  /** @throws ServiceError when no queue of the template has this ARN or URL */
  find(arnOrUrl: string): Queue {
    const queue = this.#queues.find(({ arn, url }) => arn === arnOrUrl || new URL(url).pathname === pathOf(arnOrUrl));
    if (!queue) {
      throw new ServiceError('QueueDoesNotExist', `The specified queue does not exist: ${arnOrUrl}.`);
    }
    return queue;
  }

  /** The file that holds the messages of a queue. */
  file(arnOrUrl: string): string {
    return join(this.#folder, `${this.find(arnOrUrl).name}.jsonl`);
  }

  /** How many messages each queue holds, by its name. */
  counts(): Record<string, number> {
    return Object.fromEntries(
      this.#queues.map(({ name, arn }) => {
        const file = this.file(arn);
        return [name, existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0];
      }),
    );
  }

  send(arnOrUrl: string, body: string): string {
    const file = this.file(arnOrUrl);
    const messageId = randomUUID();
    mkdirSync(this.#folder, { recursive: true });
    appendFileSync(file, `${JSON.stringify({ messageId, sentAt: new Date().toISOString(), body })}\n`);
    return messageId;
  }
}

const pathOf = (text: string): string => (URL.canParse(text) ? new URL(text).pathname : text);

/** SQS's SendMessage. Messages are not received here: open the file. */
export const createQueueApi = (queues: Queues, access: AccessControl): JsonApi =>
  new JsonApi('sqs', 'AmazonSQS', {
    async SendMessage({ QueueUrl, MessageBody }, principal) {
      access.require(principal, 'sqs:SendMessage', queues.find(String(QueueUrl)).arn);
      const body = String(MessageBody);
      return {
        MessageId: queues.send(String(QueueUrl), body),
        MD5OfMessageBody: createHash('md5').update(body).digest('hex'),
      };
    },
  });
