// Generated from schema/eventTypes.json by `npm run generate`.
/** Event types that speak for their items: those whose `evidenceWeight` is above 0. */
export const evidenceEventTypes: readonly string[] = [
  'VIEW',
  'CLICK',
  'LIKE',
  'RATING',
  'ADD_TO_CART',
  'PURCHASE',
  'BOOKMARK',
  'SHARE',
  'WATCH',
];
