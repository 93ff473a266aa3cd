import { setTimeout as sleep } from 'node:timers/promises';
import { postGraphql } from '../helpers/postGraphql.ts';
import type { Credentials, GraphqlAnswer } from '../helpers/postGraphql.ts';

/** An interaction as a client sends it, with what makes a retry safe. */
export interface Sent {
  itemId: string;
  eventType: 'VIEW' | 'LIKE' | 'PURCHASE' | 'IMPRESSION' | 'CLICK';
  eventId: string;
  timestamp: string;
  eventValue?: number;
  /** The list that led to it, and where the item stood in it. */
  recommendationId?: string;
  position?: number;
}

/** What the API said about one interaction at last. */
export interface Settled {
  sent: Sent;
  /** DONE is what `recordInteraction` says, whether it wrote now or had written before. */
  outcome: 'RECORDED' | 'DUPLICATE' | 'DONE' | 'EventConflict';
  /** What it answered to be stored. */
  stored?: Sent;
}

interface Entry {
  outcome: string;
  errorType?: string | null;
  interaction?: Sent | null;
}

const fields = 'itemId eventType eventId timestamp recommendationId position';
const single = `mutation ($input: RecordInteractionInput!) { recordInteraction(input: $input) { ${fields} } }`;
const batch = `mutation ($input: RecordInteractionsInput!) { recordInteractions(input: $input) {
  results { outcome errorType interaction { ${fields} } } } }`;
/** What docs/errors.md says may be sent again. */
const repeatable = new Set(['Throttled', 'InternalFailure', 'ExecutionTimeout']);
const mostTries = 60;
/** How long nothing may answer, in milliseconds: a cloud that was killed starts again. */
const longestOutage = 120_000;
/** Milliseconds until the next try where nothing answers. */
const pause = 100;

/** A client that sends again whatever may be sent again, until it knows what became of it. */
export class Recorder {
  readonly settled: Settled[] = [];
  /** Answers that docs/errors.md does not allow. */
  readonly unexpected: unknown[] = [];
  readonly #url: string;
  readonly #credentials: Credentials;

  constructor(url: string, credentials: Credentials) {
    this.#url = url;
    this.#credentials = credentials;
  }

  async record(sent: Sent): Promise<void> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const { data, errors } = await this.#post<{ recordInteraction: Sent }>(single, sent);
      if (!errors) return void this.settled.push({ sent, outcome: 'DONE', stored: data.recordInteraction });
      const [{ errorType }] = errors;
      if (errorType === 'EventConflict') return void this.settled.push({ sent, outcome: errorType });
      if (!repeatable.has(errorType ?? '')) return void this.unexpected.push(errors);
    }
    this.unexpected.push(`${sent.eventId} was not settled in ${mostTries} tries`);
  }

  async recordBatch(all: Sent[]): Promise<void> {
    let open = all;
    for (let tries = 0; tries < mostTries; tries += 1) {
      const interactions = open;
      const { data, errors } = await this.#post<{ recordInteractions: { results: Entry[] } }>(batch, { interactions });
      if (errors) {
        if (!errors.every(({ errorType }) => repeatable.has(errorType ?? ''))) return void this.unexpected.push(errors);
        continue;
      }
      const { results } = data.recordInteractions;
      open = interactions.filter((sent, index) => !this.#settle(sent, results[index]));
      if (open.length === 0) return;
    }
    this.unexpected.push(`${open.length} entries were not settled in ${mostTries} tries`);
  }

  /** @returns whether the entry need not be sent again */
  #settle(sent: Sent, { outcome, errorType, interaction }: Entry): boolean {
    if (outcome === 'RETRY') return false;
    if (outcome === 'RECORDED' || outcome === 'DUPLICATE') {
      this.settled.push({ sent, outcome, stored: interaction ?? undefined });
    } else if (errorType === 'EventConflict') this.settled.push({ sent, outcome: errorType });
    else this.unexpected.push({ sent, outcome, errorType });
    return true;
  }

  /** Sends until something answers. */
  async #post<Data>(query: string, input: object): Promise<GraphqlAnswer<Data>> {
    const until = Date.now() + longestOutage;
    for (;;) {
      try {
        return await postGraphql<Data>(this.#url, this.#credentials, query, { input });
      } catch (error) {
        if (Date.now() > until) throw error;
        await sleep(pause);
      }
    }
  }
}
