import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ServiceError } from '../gateway/index.ts';

interface Queue {
  name: string;
  arn: string;
  url: string;
}

interface StoredMessage {
  messageId: string;
  sentAt: string;
  body: string;
}

/** A message that was handed out. */
export interface ReceivedMessage extends StoredMessage {
  receiptHandle: string;
}

/**
 * SQS queues: each message is a line of `queues/<name>.jsonl` in the state folder until it is deleted. What was received
 * is hidden for its time; a start of the cloud shows it again.
 */
export class Queues {
  readonly #folder: string;
  readonly #queues: Queue[];
  readonly #clock: () => number;
  /** Until when a message is hidden, in milliseconds since 1970, by its id. */
  readonly #hiddenUntil = new Map<string, number>();

  constructor(folder: string, queues: Queue[], clock: () => number = Date.now) {
    this.#folder = folder;
    this.#queues = queues;
    this.#clock = clock;
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

  /** How many messages of each queue may be received, by its name. */
  counts(): Record<string, number> {
    return Object.fromEntries(this.#queues.map(({ name, arn }) => [name, this.waiting(arn)]));
  }

  /** How many messages may be received. */
  waiting(arnOrUrl: string): number {
    return this.#visible(arnOrUrl).length;
  }

  /** How many were received and are hidden for their time. */
  hidden(arnOrUrl: string): number {
    return this.#read(arnOrUrl).length - this.waiting(arnOrUrl);
  }

  send(arnOrUrl: string, body: string): string {
    const file = this.file(arnOrUrl);
    const messageId = randomUUID();
    mkdirSync(this.#folder, { recursive: true });
    appendFileSync(file, `${JSON.stringify({ messageId, sentAt: new Date(this.#clock()).toISOString(), body })}\n`);
    return messageId;
  }

  /** The oldest messages that are not hidden, which are hidden from now on. @param hiddenSeconds how long */
  receive(arnOrUrl: string, most: number, hiddenSeconds: number): ReceivedMessage[] {
    return this.#visible(arnOrUrl)
      .slice(0, most)
      .map((message) => {
        this.#hiddenUntil.set(message.messageId, this.#clock() + hiddenSeconds * 1000);
        return { ...message, receiptHandle: `${message.messageId}/${randomUUID()}` };
      });
  }

  /** Removes a message that was received. One that is gone is no error, as on AWS. */
  delete(arnOrUrl: string, receiptHandle: string): void {
    const messageId = idOf(receiptHandle);
    const kept = this.#read(arnOrUrl).filter((message) => message.messageId !== messageId);
    this.#hiddenUntil.delete(messageId);
    const file = this.file(arnOrUrl);
    if (!existsSync(file)) return;
    writeFileSync(`${file}.new`, kept.map((message) => `${JSON.stringify(message)}\n`).join(''));
    renameSync(`${file}.new`, file);
  }

  /** Hides a message that was received for another time from now on; 0 shows it again. */
  changeVisibility(receiptHandle: string, hiddenSeconds: number): void {
    this.#hiddenUntil.set(idOf(receiptHandle), this.#clock() + hiddenSeconds * 1000);
  }

  #visible(arnOrUrl: string): StoredMessage[] {
    const now = this.#clock();
    return this.#read(arnOrUrl).filter(({ messageId }) => (this.#hiddenUntil.get(messageId) ?? 0) <= now);
  }

  #read(arnOrUrl: string): StoredMessage[] {
    const file = this.file(arnOrUrl);
    if (!existsSync(file)) return [];
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as StoredMessage);
  }
}

const pathOf = (text: string): string => (URL.canParse(text) ? new URL(text).pathname : text);

function idOf(receiptHandle: string): string {
  const [messageId, receipt] = receiptHandle.split('/');
  if (messageId && receipt) return messageId;
  throw new ServiceError(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${receiptHandle}" is not a valid receipt handle.`,
  );
}
