// Generated from schema/eventTypes.json by `npm run generate`.
/** After how many days an interaction is deleted by itself. Those of other event types are kept. */
export const retentionDays: Readonly<Record<string, number>> = {
  IMPRESSION: 180,
};
