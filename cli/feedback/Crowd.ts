import { postOperation } from '../../local/postOperation.ts';
import type { LocalCloud } from '../../local/startLocalCloud.ts';
import { originOf } from '../../schema/contract/recommendationId.ts';
import { RecommendationsDocument, RecordInteractionsDocument } from '../../schema/generated/client/graphql.ts';
import type { EventType } from '../../schema/generated/types.ts';

/** A list as somebody saw it. */
export interface SeenList {
  placement: string;
  recommendationId: string;
  /** Null outside experiments. */
  variant: string | null;
  itemIds: string[];
}

/** Something done with a list. */
export interface Deed {
  itemId: string;
  eventType: EventType;
  /** From 0; left out: not said. */
  position?: number;
  eventValue?: number;
}

/** What somebody saw and did, in the order in which the API was told. */
export interface Visit {
  userId: string;
  lists: { list: SeenList; deeds: Deed[] }[];
}

type Reaction = (list: SeenList) => Deed[];

const listLength = 5;
/** A list that comes late is better than a degraded one: nobody waits here, and the machine may be busy. */
const patience = 10_000;
/** Visits that go on at once. */
const abreast = 4;
/** What the API takes in one call. */
const batch = 25;

/** People who see a list of each placement and act on it, each with a token of their own, as a shop's page would. */
export class Crowd {
  readonly #cloud: Pick<LocalCloud, 'graphqlUrl' | 'token'>;
  readonly #placements: readonly string[];
  /** Every visit until now. */
  readonly visits: Visit[] = [];

  constructor(cloud: Pick<LocalCloud, 'graphqlUrl' | 'token'>, placements: readonly string[]) {
    this.#cloud = cloud;
    this.#placements = placements;
  }

  /** The list that a user sees in a placement now. */
  async look(userId: string, placement: string): Promise<SeenList> {
    const { recommendations } = await postOperation(await this.#as(userId), RecommendationsDocument, {
      userId,
      placement,
      limit: listLength,
      maxLatencyMs: patience,
    });
    const { recommendationId, items } = recommendations;
    const variant = originOf(recommendationId)?.variant ?? null;
    return { placement, recommendationId, variant, itemIds: items.map(({ itemId }) => itemId) };
  }

  /** One visit: a list of each placement, and what the user does with them. @throws Error when a deed is not recorded */
  async visit(userId: string, react: Reaction, placements = this.#placements): Promise<Visit> {
    const seen = await Promise.all(placements.map((placement) => this.look(userId, placement)));
    const visit: Visit = { userId, lists: seen.map((list) => ({ list, deeds: react(list) })) };
    const deeds = visit.lists.flatMap(({ list: { recommendationId }, deeds: done }) =>
      done.map((deed) => ({ ...deed, recommendationId })),
    );
    for (let from = 0; from < deeds.length; from += batch) {
      const { recordInteractions } = await postOperation(await this.#as(userId), RecordInteractionsDocument, {
        input: { interactions: deeds.slice(from, from + batch) },
      });
      const refused = recordInteractions.results.find(({ outcome }) => outcome !== 'RECORDED');
      if (refused) throw new Error(`An interaction was not recorded: ${refused.outcome}: ${refused.message}`);
    }
    this.visits.push(visit);
    return visit;
  }

  /** Each user comes once. */
  async visitOnce<User extends { userId: string }>(
    users: readonly User[],
    reactionOf: (user: User) => Reaction,
    onVisit: (done: number) => void = () => undefined,
  ): Promise<void> {
    let next = 0;
    let done = 0;
    const comeAndGo = async (): Promise<void> => {
      for (let user = users[next++]; user !== undefined; user = users[next++]) {
        await this.visit(user.userId, reactionOf(user));
        onVisit((done += 1));
      }
    };
    await Promise.all(Array.from({ length: abreast }, comeAndGo));
  }

  async #as(userId: string): Promise<{ url: string; token: string }> {
    return { url: this.#cloud.graphqlUrl, token: await this.#cloud.token(userId) };
  }
}
