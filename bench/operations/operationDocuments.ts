const listFields = `recommendationId userId source degraded degradedReason basedOn
  items { itemId score reasons { code share evidence { itemIds } } }`;

/** What a client of a shop sends: the same fields for counting and for the load. */
export const operationDocuments = {
  item: 'query ($itemId: ID!) { item(itemId: $itemId) { itemId title categories } }',
  popular: 'query { popularItems(limit: 25) { source degraded items { itemId score } } }',
  similar:
    'query ($itemId: ID!) { similarItems(itemId: $itemId, limit: 25) { source degraded items { itemId score } } }',
  recommend: `query ($maxLatencyMs: Int, $limit: Int = 25) {
    recommendations(limit: $limit, maxLatencyMs: $maxLatencyMs) { ${listFields} }
  }`,
  record: `mutation ($input: RecordInteractionInput!) {
    recordInteraction(input: $input) { eventId timestamp recordedAt }
  }`,
  listen: `subscription ($userId: ID!) { onRecommendation(userId: $userId, placement: "home") { ${listFields} } }`,
} as const;
