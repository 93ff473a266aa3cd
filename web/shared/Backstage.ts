import type { ExamplePerson, FeedEntry, LocalCloud, ModelState, Surroundings } from './Surroundings.ts';

const storageKey = 'recsync-backstage-key';
/** Who the console acts as. */
const administrator = 'administrator';

/** The link was not the one that `npm start` prints, or is of another store. */
export class BackstageClosed extends Error {
  readonly code = 'BackstageClosed';

  constructor() {
    super('Open this page by the link that npm start prints: it has a key in it that this page was opened without.');
    this.name = 'BackstageClosed';
  }
}

/**
 * Keeps the key of the link for this visit and the next ones. A page calls this before it draws anything: its `load`
 * event comes before React's first drawing, and whoever went on at once would find the next page closed.
 */
export function keepKeyOfLink(): void {
  takeKey();
  // In a tab that shows the page already, opening the link changes nothing but the fragment.
  addEventListener('hashchange', () => takeKey() && location.reload());
}

/** The key stands in the fragment because a browser never sends that to a server; once read it is taken off. */
function takeKey(): boolean {
  const given = new URLSearchParams(location.hash.slice(1)).get('key');
  if (!given) return false;
  localStorage.setItem(storageKey, given);
  history.replaceState(null, '', location.pathname + location.search);
  return true;
}

/** What the local cloud gives its pages beside the API. See local/Backstage.ts. */
export class Backstage implements Surroundings, LocalCloud {
  readonly local = this;
  readonly endpoint = new URL('/graphql', location.origin).href;
  readonly #key = localStorage.getItem(storageKey) ?? '';
  readonly #tokens = new Map<string, { token: string; renewAt: number }>();

  session(): Promise<{ apiKey: string; people: ExamplePerson[] }> {
    return this.#get('session');
  }

  /** A token of a user, the same one until it is near its end. */
  token(userId: string): Promise<string> {
    return this.#keptToken(`token/${encodeURIComponent(userId)}`);
  }

  /** The local cloud takes whoever is named to it. */
  newVisitor(): Promise<string> {
    return Promise.resolve(`visitor-${crypto.randomUUID().slice(0, 8)}`);
  }

  /** A token of somebody of the group `admin`. */
  administratorToken(): Promise<string> {
    return this.#keptToken(administrator);
  }

  async #keptToken(path: string): Promise<string> {
    const known = this.#tokens.get(path);
    if (known && known.renewAt > Date.now()) return known.token;
    const { token, expiresIn } = await this.#get<{ token: string; expiresIn: number }>(path);
    this.#tokens.set(path, { token, renewAt: Date.now() + (expiresIn - 60) * 1000 });
    return token;
  }

  async modelState(): Promise<ModelState> {
    return (await this.#get<{ state: ModelState }>('model')).state;
  }

  /** What happened after an entry, oldest first. */
  async feed(after: number): Promise<FeedEntry[]> {
    return (await this.#get<{ entries: FeedEntry[] }>(`feed/${after}`)).entries;
  }

  /** Resolves when the model runs, or has stopped. */
  async switchModel(to: 'start' | 'stop'): Promise<ModelState> {
    return (await this.#get<{ state: ModelState }>(`model/${to}`)).state;
  }

  /** @throws BackstageClosed; what fetch throws when nothing answers */
  async #get<Answer>(path: string): Promise<Answer> {
    const response = await fetch(`/backstage/${path}`, { headers: { 'x-recsync-backstage': this.#key } });
    if (response.status === 403) throw new BackstageClosed();
    if (!response.ok) throw new Error(`The local cloud answered ${response.status} to ${path}.`);
    return (await response.json()) as Answer;
  }
}
