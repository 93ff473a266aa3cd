import { setTimeout as sleep } from 'node:timers/promises';
import { postOperation } from '../../local/postOperation.ts';
import type { LocalCloud } from '../../local/startLocalCloud.ts';
import { RecommendationsDocument, RecordInteractionsDocument } from '../../schema/generated/client/graphql.ts';
import type { EventType } from '../../schema/generated/types.ts';

/** What somebody does with a list that they are shown. */
export interface Action {
  itemId: string;
  eventType: EventType;
  eventValue?: number | null;
  /** Left out: now. */
  timestamp?: string;
}

/** Somebody who comes to the shop. */
export interface Visitor {
  userId: string;
  /** @param shown ids of the list, best first */
  react(shown: string[]): Action[];
}

/** A list as a visitor saw it. */
export interface ShownList {
  itemIds: string[];
  source: string;
  degraded: boolean;
  /** Which version made it; undefined where no model did. */
  modelVersion: string | undefined;
}

export interface BrowsingTally {
  lists: number;
  degraded: number;
  interactions: number;
  /** Lists by the version that made them. */
  byVersion: Map<string, number>;
}

const listLength = 10;
/** A list that comes late is better than a degraded one: nobody waits here, and the machine may be busy. */
const patience = 10_000;
/** Visits that go on at once. */
const abreast = 2;
/** Between two visits: people come all day, and not as fast as a machine can. Milliseconds. */
const pause = 300;

/** People who ask for lists and act on them, each with a token of their own, as a shop's page would. */
export class Visitors {
  readonly #cloud: Pick<LocalCloud, 'graphqlUrl' | 'token'>;
  readonly tally: BrowsingTally = { lists: 0, degraded: 0, interactions: 0, byVersion: new Map() };

  constructor(cloud: Pick<LocalCloud, 'graphqlUrl' | 'token'>) {
    this.#cloud = cloud;
  }

  /** @param modelVersion asks as an administrator for the list of that version */
  async look(userId: string, modelVersion?: string): Promise<ShownList> {
    const groups = modelVersion === undefined ? [] : ['admin'];
    const { recommendations: list } = await postOperation(
      { url: this.#cloud.graphqlUrl, token: await this.#cloud.token(userId, groups) },
      RecommendationsDocument,
      { userId, limit: listLength, maxLatencyMs: patience, modelVersion },
    );
    return {
      itemIds: list.items.map(({ itemId }) => itemId),
      source: list.source,
      degraded: list.degraded,
      modelVersion: list.modelVersion ?? undefined,
    };
  }

  /** @throws Error when one of the actions is not recorded */
  async act(userId: string, actions: Action[]): Promise<void> {
    if (actions.length === 0) return;
    const { recordInteractions } = await postOperation(
      { url: this.#cloud.graphqlUrl, token: await this.#cloud.token(userId) },
      RecordInteractionsDocument,
      { input: { interactions: actions } },
    );
    const refused = recordInteractions.results.find(({ outcome }) => outcome === 'REJECTED');
    if (refused) throw new Error(`An interaction was refused: ${refused.errorType}: ${refused.message}`);
    this.tally.interactions += actions.length;
  }

  /** One visit: a list, and what the visitor does with it. */
  async visit({ userId, react }: Visitor): Promise<void> {
    const list = await this.look(userId);
    this.tally.lists += 1;
    if (list.degraded) this.tally.degraded += 1;
    const { modelVersion } = list;
    if (modelVersion) this.tally.byVersion.set(modelVersion, (this.tally.byVersion.get(modelVersion) ?? 0) + 1);
    await this.act(userId, react(list.itemIds));
  }

  /** Each visitor comes once. */
  async visitOnce(visitors: Visitor[], onVisit: (done: number) => void = () => undefined): Promise<void> {
    let next = 0;
    await this.#together(async () => {
      const visitor = visitors[next++];
      if (!visitor) return false;
      await this.visit(visitor);
      onVisit(next);
      return true;
    });
  }

  /** Visitors come one after the other, again and again, until `signal` says that it is enough. */
  async browse(visitors: Visitor[], signal: AbortSignal): Promise<void> {
    let next = 0;
    await this.#together(async () => {
      if (signal.aborted) return false;
      await this.visit(visitors[next++ % visitors.length]);
      await sleep(pause);
      return true;
    });
  }

  async #together(goOn: () => Promise<boolean>): Promise<void> {
    await Promise.all(
      Array.from({ length: abreast }, async () => {
        while (await goOn());
      }),
    );
  }
}
