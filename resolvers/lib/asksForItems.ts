/** Every field of a RecommendationList that is answered without the catalogue. */
const listPaths = [
  'recommendationId',
  'userId',
  'placement',
  'nextToken',
  'source',
  'degraded',
  'degradedReason',
  'modelVersion',
  'generatedAt',
  'basedOn',
  'notices',
  'notices/code',
  'notices/message',
  'items',
  'items/itemId',
  'items/score',
  'items/reasons',
  'items/reasons/code',
  'items/reasons/share',
  'items/reasons/evidence',
  'items/reasons/evidence/itemIds',
  'items/reasons/evidence/attributes',
  'items/item',
  'items/item/itemId',
];

/**
 * Whether a request asks for fields of the items beyond their ids. AppSync lists aliased fields by their alias only
 * (https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html), so a path that is none of
 * the list's own counts as asking: an alias may stand for an item or one of its fields.
 */
export function asksForItems(
  selectionSetList: string[] | null | undefined,
  selectionSet: string | null | undefined,
): boolean {
  const paths = selectionSetList ?? [];
  if (paths.some((path) => !listPaths.includes(path) && !path.endsWith('__typename'))) return true;
  // `item { itemId: title }` hides another field behind the name.
  return paths.includes('items/item/itemId') && (selectionSet ?? '').includes('itemId:');
}

/**
 * Whether a subscription asks for `items { item }`, be it for the id alone: what is pushed to those who do not has no
 * items. Where AppSync does not tell what is asked for, it does.
 */
export function subscribesToItems(
  selectionSetList: string[] | null | undefined,
  selectionSet: string | null | undefined,
): boolean {
  return !selectionSetList || selectionSetList.includes('items/item') || asksForItems(selectionSetList, selectionSet);
}
