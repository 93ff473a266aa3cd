import { seededRandom } from '../model/kernels/seededRandom.ts';
import { boundaryTexts } from './boundaryValues.ts';
import { frame } from './exchange.ts';

/** One connection, made from a seed and its number alone. */
export interface Conversation {
  number: number;
  /** The upgrade, then the first message, which is to be answered before anything else is said, then the others. */
  parts: Buffer[];
  /** What is asked to be started, right or not, in order. */
  startIds: string[];
  /** What is stopped at once, perhaps before it has started. */
  stopIds: string[];
  /** Whether everything of it is as AppSync's protocol has it. */
  isRight: boolean;
}

export interface RealtimeWords {
  host: string;
  /** Headers that prove who asks, and those of nobody. */
  credentials: Record<string, string>;
  userId: string;
  /** Of somebody else, whose lists the caller must not have. */
  otherUserId: string;
}

type Message = { type?: unknown; id?: unknown; payload?: unknown };

const encode = (value: unknown): string => encodeURIComponent(Buffer.from(JSON.stringify(value)).toString('base64'));
const protocols = [undefined, 'graphql-transport-ws', 'GRAPHQL-WS', 'mqtt, graphql-ws', 'graphql-ws, header-e30', ''];
/** A text that ends within a character, one with a byte that no character has, and a surrogate of its own. */
const brokenTexts = [Buffer.from([0xe2, 0x82]), Buffer.from([0x22, 0xff, 0x22]), Buffer.from([0xed, 0xa0, 0x80])];

/**
 * Conversations of AppSync's real-time protocol (https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html):
 * right ones, and such with messages left out, doubled, in another order, of another form, in broken frames.
 */
export class RealtimeGrammar {
  readonly #words: RealtimeWords;
  readonly #seed: number;

  constructor(words: RealtimeWords, seed: number) {
    this.#words = words;
    this.#seed = seed;
  }

  conversation(number: number): Conversation {
    const random = seededRandom((Math.imul(this.#seed, 0x85ebca6b) + number) >>> 0);
    return new Draft(this.#words, random).write(number);
  }
}

class Draft {
  readonly #words: RealtimeWords;
  readonly #random: () => number;
  /** Share of what is not as it should be; a quarter of the conversations is right. */
  readonly #hostility: number;
  #isRight = true;

  constructor(words: RealtimeWords, random: () => number) {
    this.#words = words;
    this.#random = random;
    this.#hostility = this.#pick([0, 0.1, 0.25, 0.5]);
  }

  write(number: number): Conversation {
    const upgrade = this.#upgrade();
    const messages = this.#messages();
    const idsOf = (sought: string): string[] =>
      messages.filter(({ type }) => type === sought).map(({ id }) => String(id));
    const [first = [], ...others] = messages.map((message) => this.#frames(message));
    // Said in one breath, nothing is started: the handshake is not over.
    const isInOneBreath = this.#isHostile();
    const rest = others.flat();
    const parts = isInOneBreath ? [[...first, ...rest]] : [first, rest];
    return {
      number,
      parts: [upgrade, ...parts.filter((frames) => frames.length > 0).map((frames) => Buffer.concat(frames))],
      startIds: idsOf('start'),
      stopIds: idsOf('stop'),
      isRight: this.#isRight,
    };
  }

  #upgrade(): Buffer {
    const { host, credentials } = this.#words;
    const proof = this.#isHostile() ? this.#pick<unknown>([{}, { host }, [], 'x', null, 7]) : { host, ...credentials };
    const payload = this.#isHostile() ? this.#pick(['', 'e30', '%', 'bm90IGpzb24']) : encode({});
    const protocol = this.#isHostile() ? this.#pick(protocols) : 'graphql-ws';
    const path = this.#isHostile() ? '/graphql' : '/graphql/realtime';
    const lines = [
      `GET ${path}?header=${encode(proof)}&payload=${payload} HTTP/1.1`,
      `Host: ${host}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      ...(protocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${protocol}`]),
    ];
    return Buffer.from([...lines, '', ''].join('\r\n'));
  }

  #messages(): Message[] {
    const ids = ['1', '2', '3'].slice(0, 1 + this.#integer(3));
    const right: Message[] = [
      { type: 'connection_init' },
      ...ids.map((id) => this.#start(id)),
      ...ids.filter(() => this.#random() < 0.5).map((id) => ({ type: 'stop', id })),
    ];
    return right.flatMap((message, index) => {
      if (!this.#isHostile()) return [message];
      return this.#pick<() => Message[]>([
        () => [],
        () => [message, message],
        () => [right[(index + 1) % right.length], message],
        () => [{ ...message, type: this.#pick<unknown>(['START', 'subscribe', 'ping', 'ka', '', null, 7, {}, []]) }],
        () => [{ ...message, id: this.#pick<unknown>([7, null, '', {}, ['1'], ...boundaryTexts]) }],
        () => [{ ...message, payload: this.#pick<unknown>([null, 7, 'x', [], {}, { data: {} }, { data: '{' }]) }],
        () => [{ ...message, unheardOf: 'x'.repeat(this.#pick([1, 1000, 300_000])) }],
        () => [this.#deep() as Message],
      ])();
    });
  }

  #start(id: string): Message {
    const { host, credentials, userId, otherUserId } = this.#words;
    const whose = this.#isHostile() ? otherUserId : userId;
    const variables: Record<string, unknown> = { userId: whose, placement: 'fuzz' };
    if (this.#isHostile()) variables.placement = this.#pick<unknown>(['', 7, null, [], ...boundaryTexts]);
    const query = this.#isHostile()
      ? this.#pick([
          '',
          '{',
          '{ items { nextToken } }',
          'mutation { deleteUserData { status } }',
          'subscription { __typename }',
          'subscription { onRecommendation { userId } }',
          'subscription A { onRecommendation(userId: "a") { userId } } subscription B { onRecommendation(userId: "a") { userId } }',
          `subscription { ${'onRecommendation(userId: "a") { userId } '.repeat(50)} }`,
          '\u0000',
        ])
      : 'subscription ($userId: ID!, $placement: String) { onRecommendation(userId: $userId, placement: $placement) { userId } }';
    const authorization = this.#isHostile()
      ? this.#pick<unknown>([null, {}, [], 'x', { host }, { host, authorization: 'a.b.c' }])
      : { host, ...credentials };
    return {
      type: 'start',
      id,
      payload: { data: JSON.stringify({ query, variables }), extensions: { authorization } },
    };
  }

  /** Objects and lists within one another. */
  #deep(): unknown {
    let value: unknown = 'x';
    for (let depth = 0; depth < 2000; depth += 1) value = depth % 2 ? { payload: value } : [value];
    return { type: 'start', id: 'deep', payload: value };
  }

  /** A message as frames: whole, in pieces with a ping between them, or in a way that RFC 6455 does not have. */
  #frames(message: Message): Buffer[] {
    const text = Buffer.from(JSON.stringify(message));
    const middle = this.#integer(text.length);
    if (this.#random() < 0.2) {
      return [
        frame(1, text.subarray(0, middle), { isLast: false }),
        frame(9, Buffer.from('ping')),
        frame(0, text.subarray(middle)),
      ];
    }
    if (!this.#isHostile()) return [frame(1, text)];
    return this.#pick<() => Buffer[]>([
      () => [frame(2, text)],
      () => [frame(1, text.subarray(0, middle))],
      () => [frame(1, Buffer.concat([text.subarray(0, middle), this.#pick(brokenTexts), text.subarray(middle)]))],
      () => [frame(1, text.subarray(0, middle), { isLast: false }), frame(1, text)],
      () => [frame(0, text)],
      () => [frame(1, text, { isMasked: false })],
      () => [frame(1, text, { reserved: 1 + this.#integer(7) })],
      () => [frame(3 + this.#integer(5), text)],
      () => [frame(9, Buffer.alloc(126))],
      () => [frame(8, Buffer.from([0x03, this.#integer(256)]))],
      () => [frame(1, Buffer.alloc(0)), frame(1, text)],
      () => [frame(1, text).subarray(0, 2 + this.#integer(6))],
    ])();
  }

  #isHostile(): boolean {
    const isHostile = this.#random() < this.#hostility;
    if (isHostile) this.#isRight = false;
    return isHostile;
  }

  #integer(below: number): number {
    return Math.floor(this.#random() * below);
  }

  #pick<T>(values: readonly T[]): T {
    return values[this.#integer(values.length)];
  }
}
