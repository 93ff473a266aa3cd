import { maximumPushBytes } from '../../schema/contract/limits.ts';
import type { Recommendation, RecommendationList } from '../../schema/generated/types.ts';
import { utf8Bytes } from './utf8Bytes.ts';

/**
 * The list as far as a subscription carries it: AppSync drops what is larger without a word. Descriptions and
 * attributes go first, of all items alike, then the last items.
 */
export function fitPush(list: RecommendationList): RecommendationList {
  if (bytesOf(list.items) <= maximumPushBytes) return list;
  const short = list.items.map(withoutLongFields);
  const sizes = short.map((recommendation) => bytesOf([recommendation]));
  const kept = short.filter(
    (_, index) => sizes.slice(0, index + 1).reduce((sum, size) => sum + size, 0) <= maximumPushBytes,
  );
  return { ...list, items: kept };
}

function withoutLongFields(recommendation: Recommendation): Recommendation {
  const { item } = recommendation;
  return item ? { ...recommendation, item: { ...item, description: null, attributes: null } } : recommendation;
}

/** What recommendations take in a message, in which attributes are text within text. */
function bytesOf(items: Recommendation[]): number {
  const text = JSON.stringify(
    items.map((recommendation) => ({
      ...recommendation,
      attributes: JSON.stringify(recommendation.item?.attributes ?? null),
    })),
  );
  return utf8Bytes(text) ?? text.length * 3;
}
