import type { EventType, InteractionPage } from '../../../client/index.ts';

/** What somebody did with an item, at its strongest. */
export interface Deed {
  itemId: string;
  eventType: EventType;
}

/** From weak to strong; what is not here says nothing about liking. */
const strengths: EventType[] = [
  'CLICK',
  'VIEW',
  'WATCH',
  'BOOKMARK',
  'SHARE',
  'RATING',
  'ADD_TO_CART',
  'LIKE',
  'PURCHASE',
];

/** What the visitor did, newest item first, as far as this page knows. */
export class History {
  readonly #deeds: readonly Deed[];

  constructor(deeds: readonly Deed[] = []) {
    this.#deeds = deeds;
  }

  static of(page: InteractionPage): History {
    return page.items.toReversed().reduce((history, deed) => history.with(deed), new History());
  }

  /** This history and one deed more. */
  with({ itemId, eventType }: Deed): History {
    if (!strengths.includes(eventType)) return this;
    const known = this.#deeds.find((deed) => deed.itemId === itemId);
    const isStronger = !known || strengths.indexOf(eventType) > strengths.indexOf(known.eventType);
    const deed = isStronger ? { itemId, eventType } : known;
    return new History([deed, ...this.#deeds.filter((other) => other.itemId !== itemId)]);
  }

  /** What was done with an item, or undefined. */
  deedWith(itemId: string): EventType | undefined {
    return this.#deeds.find((deed) => deed.itemId === itemId)?.eventType;
  }

  /** The newest item that was liked, bought or kept; else the newest that was looked at. */
  get favourite(): Deed | undefined {
    return this.#deeds.find(({ eventType }) => strengths.indexOf(eventType) > 2) ?? this.#deeds[0];
  }
}
