import type { ItemsQuery, PutItemInput } from '../../../../schema/generated/operations/graphql.ts';

/** Putting replaces the whole item: everything that it is, as input. */
export function toPutItemInput(item: ItemsQuery['items']['items'][number]): PutItemInput {
  const { itemId, title, description, categories, tags, brand, creator, price, imageUrl } = item;
  const { availableFrom, availableUntil, hidden, attributes } = item;
  return {
    ...{ itemId, title, description, categories, tags, brand, creator, price, imageUrl },
    ...{ availableFrom, availableUntil, hidden, attributes },
  };
}
