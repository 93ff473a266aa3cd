import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QueryApi, ServiceError } from '../gateway/index.ts';
import { AccessRefused, type AccessControl, type Principal } from '../identity/index.ts';

export interface Topic {
  name: string;
  arn: string;
}

/** A queue that is given what is published to a topic. */
export interface Subscription {
  topicArn: string;
  queueArn: string;
  /** The message alone, without what SNS says of it. */
  isRaw: boolean;
}

/** A message as a publisher sent it. */
export interface PublishedMessage {
  messageId: string;
  /** ISO 8601. */
  publishedAt: string;
  subject?: string;
  message: string;
  /** `json`: the message has a text for each kind of subscriber. */
  messageStructure?: string;
  attributes?: Record<string, { type: string; value: string }>;
}

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const [largestMessage, longestSubject] = [256 * 1024, 100];

/** Topics whose messages are kept: each is a line of `topics/<name>.jsonl` in the state folder. */
export class Topics {
  readonly #folder: string;
  readonly #topics: Topic[];
  readonly #subscriptions: Subscription[];
  readonly #send: (queueArn: string, body: string) => void;

  /** @param send puts a message into a queue */
  constructor(
    folder: string,
    topics: Topic[],
    subscriptions: Subscription[] = [],
    send: (queueArn: string, body: string) => void = () => undefined,
  ) {
    this.#folder = folder;
    this.#topics = topics;
    this.#subscriptions = subscriptions;
    this.#send = send;
  }

  /** @throws ServiceError (NotFound) */
  find(topicArn: string): Topic {
    const topic = this.#topics.find(({ arn }) => arn === topicArn);
    if (!topic) {
      throw new ServiceError('NotFound', 'Topic does not exist', 404);
    }
    return topic;
  }

  /** @returns the id of the message. @throws ServiceError (NotFound, InvalidParameter) */
  publish(topicArn: string, content: Omit<PublishedMessage, 'messageId' | 'publishedAt'>): string {
    const file = this.#file(topicArn);
    const { message, subject } = content;
    if (message === '') {
      throw new ServiceError('InvalidParameter', 'Invalid parameter: Empty message');
    }
    if (Buffer.byteLength(message) > largestMessage) {
      throw new ServiceError('InvalidParameter', 'Invalid parameter: Message too long');
    }
    if (subject !== undefined && (subject === '' || subject.length > longestSubject)) {
      throw new ServiceError('InvalidParameter', 'Invalid parameter: Subject');
    }
    if (content.messageStructure === 'json' && textsOf(message)?.default === undefined) {
      throw new ServiceError(
        'InvalidParameter',
        'Invalid parameter: Message Structure - No default entry in JSON message body',
      );
    }
    const messageId = randomUUID();
    const published: PublishedMessage = { messageId, publishedAt: new Date().toISOString(), ...content };
    mkdirSync(this.#folder, { recursive: true });
    appendFileSync(file, `${JSON.stringify(published)}\n`);
    for (const { queueArn, isRaw } of this.#subscriptions.filter((one) => one.topicArn === topicArn)) {
      this.#send(queueArn, isRaw ? message : notificationOf(topicArn, published));
    }
    return messageId;
  }

  /** Everything that was published to a topic, the oldest first. @throws ServiceError (NotFound) */
  messages(topicArn: string): PublishedMessage[] {
    const file = this.#file(topicArn);
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as PublishedMessage);
  }

  #file(topicArn: string): string {
    return join(this.#folder, `${this.find(topicArn).name}.jsonl`);
  }
}

/** The texts of a message by the protocol that each is for; undefined when it is not such a message. */
const textsOf = (message: string): Record<string, unknown> | undefined => {
  try {
    return Object(JSON.parse(message)) as Record<string, unknown>;
  } catch {
    return undefined;
  }
};

/** What a queue gets. https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
const notificationOf = (
  topicArn: string,
  { messageId, publishedAt, subject, message, messageStructure, attributes }: PublishedMessage,
): string => {
  const texts = messageStructure === 'json' ? textsOf(message) : undefined;
  return JSON.stringify({
    Type: 'Notification',
    MessageId: messageId,
    TopicArn: topicArn,
    Subject: subject,
    Message: texts ? (texts.sqs ?? texts.default) : message,
    Timestamp: publishedAt,
    MessageAttributes:
      attributes &&
      Object.fromEntries(
        Object.entries(attributes).map(([name, { type, value }]) => [name, { Type: type, Value: value }]),
      ),
  });
};

/** `MessageAttributes.entry.<n>.Name`, `….Value.DataType` and `….Value.StringValue` or `….Value.BinaryValue`. */
const readAttributes = (input: URLSearchParams): PublishedMessage['attributes'] => {
  const attributes: NonNullable<PublishedMessage['attributes']> = {};
  for (let entry = 1; ; entry += 1) {
    const read = (name: string) => input.get(`MessageAttributes.entry.${entry}.${name}`);
    const name = read('Name');
    if (name === null) {
      return entry === 1 ? undefined : attributes;
    }
    const value = read('Value.StringValue') ?? read('Value.BinaryValue') ?? '';
    attributes[name] = { type: read('Value.DataType') ?? 'String', value };
  }
};

/** SNS names a missing permission in its own way. */
const requirePublish = (access: AccessControl, principal: Principal, arn: string): void => {
  try {
    access.require(principal, 'SNS:Publish', arn);
  } catch (error) {
    throw error instanceof AccessRefused ? new ServiceError('AuthorizationError', error.message, 403) : error;
  }
};

/** SNS's Publish. Messages are kept, and delivered to queues alone. */
export const createTopicApi = (topics: Topics, access: AccessControl): QueryApi =>
  new QueryApi('sns', '2010-03-31', {
    Publish(input, principal) {
      const topicArn = input.get('TopicArn') ?? input.get('TargetArn');
      if (topicArn === null) {
        throw new ServiceError('InvalidParameter', 'Invalid parameter: only topics are emulated; give a TopicArn');
      }
      requirePublish(access, principal, topicArn);
      const MessageId = topics.publish(topicArn, {
        subject: input.get('Subject') ?? undefined,
        message: input.get('Message') ?? '',
        messageStructure: input.get('MessageStructure') ?? undefined,
        attributes: readAttributes(input),
      });
      return { MessageId };
    },
  });
