import type { RecommendationList } from '../../../client/index.ts';
import type { EventType, ReasonCode, RecommendationSource } from '../../../client/index.ts';

type Reason = RecommendationList['items'][number]['reasons'][number];

/** What a reason is told with: titles of items, and what the visitor did with them. */
export interface Knowledge {
  titleOf(itemId: string): string | undefined;
  deedWith(itemId: string): EventType | undefined;
}

const deeds: Partial<Record<EventType, string>> = {
  LIKE: 'liked',
  PURCHASE: 'bought',
  ADD_TO_CART: 'put into the cart',
  BOOKMARK: 'saved',
  RATING: 'rated',
  SHARE: 'shared',
  WATCH: 'spent time with',
};

/** What somebody did with an item, behind "you". */
export const deedInWords = (deed: EventType | undefined): string => deeds[deed ?? 'VIEW'] ?? 'looked at';

const sentences: Partial<Record<ReasonCode, string>> = {
  SIMILAR_USERS: 'People with a taste like yours chose it',
  TRENDING: 'On the rise right now',
  POPULAR: 'Popular in the shop',
  NEW: 'New in the shop',
  CONTEXT: 'Suits this time of day',
  EXPLORATION: 'Something a little different',
  PINNED: 'Picked by the shop',
  BOOSTED: 'Recommended by the shop',
};

/** How many names a sentence bears, where there is room for it. */
const mostNames = 2;

/** `tag:deep sea` as people say it. */
export const attributeInWords = (attribute: string): string => attribute.replace(/^\w+:/, '').replaceAll('_', ' ');

/** A reason as a person would say it. */
export function reasonInWords(
  { code, evidence }: Reason,
  { titleOf, deedWith }: Knowledge,
  names: number = mostNames,
): string {
  const named = evidence.itemIds.filter((itemId) => titleOf(itemId) !== undefined).slice(0, names);
  const titles = named.map(titleOf).join(' and ');
  const traits = evidence.attributes.slice(0, names).map(attributeInWords).join(', ');
  if (code === 'BECAUSE_YOU_INTERACTED') {
    return titles ? `Because you ${deedInWords(deedWith(named[0]))} ${titles}` : 'Because of what you looked at';
  }
  if (code === 'OFTEN_NEXT') return titles ? `Often chosen after ${titles}` : 'Often chosen next';
  if (code === 'SIMILAR_CONTENT') {
    const like = titles ? `Like ${titles}` : 'Like what you looked at';
    return traits ? `${like}: ${traits}` : like;
  }
  return sentences[code] ?? 'Recommended';
}

const withoutReasons: Record<RecommendationSource, string> = {
  MODEL: 'Picked for you',
  STORED: 'Picked for you earlier',
  CONTENT: 'Like what you liked',
  POPULAR: 'Popular in the shop',
  TRENDING: 'On the rise right now',
  LATEST: 'From the shop',
};

/** Why an item is in a list, in one short sentence: that the shop put it there, its strongest reason, or what the list is. */
export const mainReason = (
  { reasons }: RecommendationList['items'][number],
  source: RecommendationSource,
  knowledge: Knowledge,
): string => {
  const reason = reasons.find(({ code }) => code === 'PINNED') ?? reasons[0];
  return reason ? reasonInWords(reason, knowledge, 1) : withoutReasons[source];
};

/** Where a list comes from, for the panel. */
export const sourceInWords: Record<RecommendationSource, string> = {
  MODEL: 'scored by the model for this request',
  STORED: 'made by the model earlier, still good',
  CONTENT: 'made by the model from attributes alone',
  POPULAR: 'what most people like',
  TRENDING: 'what rises at the moment',
  LATEST: 'items of the catalogue, unranked',
};

const degradations = {
  MODEL_TIMEOUT: 'The model took too long',
  MODEL_UNAVAILABLE: 'The model is away',
  MODEL_ABSENT: 'There is no model yet',
};
const instead: Record<RecommendationSource, string> = {
  MODEL: 'this is what it last said',
  STORED: 'this is your last list',
  CONTENT: 'this is like what you liked',
  POPULAR: 'this is what most people like',
  TRENDING: 'this is what rises at the moment',
  LATEST: 'this is from the shelves',
};

/** What a lesser list shows and why, or undefined for one that is as it should be. */
export const degradationInWords = ({ degraded, degradedReason, source }: RecommendationList): string | undefined =>
  degraded ? `${degradations[degradedReason ?? 'MODEL_UNAVAILABLE']}: ${instead[source]}.` : undefined;

/** `12 s ago`. */
export function agoInWords(instant: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(instant)) / 1000));
  if (seconds < 2) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3600)} h ago` : `${Math.floor(seconds / 86_400)} days ago`;
}

/** A price as it is written where the reader is; the shop's own currency has no name. */
export const priceInWords = (price: number | null | undefined): string =>
  price == null ? '' : price.toLocaleString(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
