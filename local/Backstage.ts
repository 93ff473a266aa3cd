import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { keepFile } from '../emulator/identity/index.ts';
import type { EndpointProcess } from '../emulator/index.ts';
import type { FeedEntry } from './LiveFeed.ts';

/** Somebody of the demo data whom a page can show the shop to. */
export interface ExamplePerson {
  userId: string;
  /** What they like, in words. */
  likes: string[];
}

export interface BackstageOptions {
  apiKey: string;
  /** What answers for the live model; undefined before there is one. */
  model(): Promise<EndpointProcess | undefined>;
  people(): Promise<ExamplePerson[]>;
  /** What happened after an entry of the feed. */
  feed(after: number): Promise<FeedEntry[]>;
  token(user: string, groups: string[], expiresIn: number): Promise<string>;
}

const header = 'x-recsync-backstage';
const tokenSeconds = 3600;

/**
 * What the shop and the console need and no deployed API gives: tokens for whoever they are shown to, the model's
 * switch, and what happens as it happens. Only for who has the key of the printed link; it comes as a header, which a
 * page of another origin cannot send without being allowed to, and nothing here allows it. The pages of the local API are
 * asked for by GET alone, the switch too.
 */
export class Backstage {
  readonly key: string;
  readonly #options: BackstageOptions;

  /** The key lasts as long as the state folder, so that a page that is open survives a new start. */
  constructor(keyFolder: string, options: BackstageOptions) {
    this.key = keepFile(keyFolder, 'storefront-key', () => randomBytes(18).toString('base64url'));
    this.#options = options;
  }

  /** Answers whether the path was one of these. */
  async serve(path: string, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const [, room, name, detail, ...rest] = path.split('/');
    if (room !== 'backstage' || rest.length > 0) return false;
    if (!this.#isAllowed(request)) {
      send(response, 403, { message: 'Open this page by the link that npm start prints.' });
      return true;
    }
    const answer = await this.#answer(name ?? '', detail);
    send(response, answer === undefined ? 404 : 200, answer ?? { message: 'There is nothing at this path.' });
    return true;
  }

  #isAllowed({ headers }: IncomingMessage): boolean {
    const [given, wanted] = [Buffer.from(String(headers[header] ?? '')), Buffer.from(this.key)];
    const site = headers['sec-fetch-site'];
    return (
      given.length === wanted.length && timingSafeEqual(given, wanted) && (site === undefined || site === 'same-origin')
    );
  }

  async #answer(name: string, detail: string | undefined): Promise<object | undefined> {
    const { apiKey, model, people, feed, token } = this.#options;
    if (name === 'session' && detail === undefined) return { apiKey, people: await people() };
    if (name === 'token' && detail) {
      const user = decode(detail);
      return user === undefined ? undefined : { token: await token(user, [], tokenSeconds), expiresIn: tokenSeconds };
    }
    if (name === 'administrator' && detail === undefined) {
      return { token: await token('administrator', ['admin'], tokenSeconds), expiresIn: tokenSeconds };
    }
    if (name === 'feed' && /^[0-9]{1,15}$/.test(detail ?? '')) return { entries: await feed(Number(detail)) };
    if (name !== 'model') return undefined;
    const live = await model();
    if (detail === 'stop') await live?.hold();
    else if (detail === 'start') await (live?.isHeld ? live.release() : undefined);
    else if (detail !== undefined) return undefined;
    return { state: live === undefined ? 'ABSENT' : live.isHeld ? 'STOPPED' : 'RUNNING' };
  }
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part) || undefined;
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json;charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(text);
}
