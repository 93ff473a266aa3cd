/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "mutation DeleteItem($input: DeleteItemInput!) {\n  deleteItem(input: $input) {\n    ...ItemFields\n  }\n}": typeof types.DeleteItemDocument,
    "fragment InteractionFields on Interaction {\n  userId\n  itemId\n  eventType\n  eventValue\n  eventId\n  timestamp\n  recordedAt\n  sessionId\n  recommendationId\n  context {\n    device\n    locale\n    hourOfDay\n    dayOfWeek\n    attributes\n  }\n  properties\n}": typeof types.InteractionFieldsFragmentDoc,
    "query Interactions($userId: ID, $eventType: EventType, $limit: Int, $nextToken: String) {\n  interactions(\n    userId: $userId\n    eventType: $eventType\n    limit: $limit\n    nextToken: $nextToken\n  ) {\n    items {\n      ...InteractionFields\n    }\n    nextToken\n  }\n}": typeof types.InteractionsDocument,
    "query Item($itemId: ID!) {\n  item(itemId: $itemId) {\n    ...ItemFields\n  }\n}": typeof types.ItemDocument,
    "fragment ItemFields on Item {\n  itemId\n  title\n  description\n  categories\n  tags\n  brand\n  creator\n  price\n  imageUrl\n  availableFrom\n  availableUntil\n  hidden\n  attributes\n  createdAt\n  updatedAt\n}": typeof types.ItemFieldsFragmentDoc,
    "query Items($filter: ItemFilterInput, $limit: Int, $nextToken: String) {\n  items(filter: $filter, limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ItemFields\n    }\n    nextToken\n  }\n}": typeof types.ItemsDocument,
    "subscription OnRecommendation($userId: ID!, $placement: String) {\n  onRecommendation(userId: $userId, placement: $placement) {\n    ...RecommendationListFields\n  }\n}": typeof types.OnRecommendationDocument,
    "query PopularItems($filter: ItemFilterInput, $limit: Int, $maxLatencyMs: Int, $nextToken: String) {\n  popularItems(\n    filter: $filter\n    limit: $limit\n    maxLatencyMs: $maxLatencyMs\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": typeof types.PopularItemsDocument,
    "mutation PublishRecommendation($input: PublishRecommendationInput!) {\n  publishRecommendation(input: $input) {\n    ...RecommendationListFields\n  }\n}": typeof types.PublishRecommendationDocument,
    "mutation PutItem($input: PutItemInput!) {\n  putItem(input: $input) {\n    ...ItemFields\n  }\n}": typeof types.PutItemDocument,
    "mutation PutItems($input: PutItemsInput!) {\n  putItems(input: $input) {\n    results {\n      itemId\n      item {\n        ...ItemFields\n      }\n      errorType\n      message\n    }\n  }\n}": typeof types.PutItemsDocument,
    "fragment RecommendationListFields on RecommendationList {\n  recommendationId\n  userId\n  placement\n  items {\n    itemId\n    score\n    reasons {\n      code\n      share\n      evidence {\n        itemIds\n        attributes\n      }\n    }\n    item {\n      ...ItemFields\n    }\n  }\n  nextToken\n  source\n  degraded\n  degradedReason\n  modelVersion\n  generatedAt\n  basedOn\n}": typeof types.RecommendationListFieldsFragmentDoc,
    "query Recommendations($userId: ID, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $nextToken: String) {\n  recommendations(\n    userId: $userId\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    context: $context\n    excludeItemIds: $excludeItemIds\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": typeof types.RecommendationsDocument,
    "mutation RecordInteraction($input: RecordInteractionInput!) {\n  recordInteraction(input: $input) {\n    ...InteractionFields\n  }\n}": typeof types.RecordInteractionDocument,
    "mutation RecordInteractions($input: RecordInteractionsInput!) {\n  recordInteractions(input: $input) {\n    results {\n      outcome\n      interaction {\n        ...InteractionFields\n      }\n      errorType\n      message\n    }\n  }\n}": typeof types.RecordInteractionsDocument,
    "query RerankItems($userId: ID, $itemIds: [ID!]!, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $diversity: Float, $explain: Boolean, $maxLatencyMs: Int) {\n  rerankItems(\n    userId: $userId\n    itemIds: $itemIds\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    context: $context\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n  ) {\n    ...RecommendationListFields\n  }\n}": typeof types.RerankItemsDocument,
    "query SimilarItems($itemId: ID!, $limit: Int, $filter: ItemFilterInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $nextToken: String) {\n  similarItems(\n    itemId: $itemId\n    limit: $limit\n    filter: $filter\n    excludeItemIds: $excludeItemIds\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": typeof types.SimilarItemsDocument,
    "query TrendingItems($window: TrendingWindow, $category: String, $limit: Int, $nextToken: String) {\n  trendingItems(\n    window: $window\n    category: $category\n    limit: $limit\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": typeof types.TrendingItemsDocument,
};
const documents: Documents = {
    "mutation DeleteItem($input: DeleteItemInput!) {\n  deleteItem(input: $input) {\n    ...ItemFields\n  }\n}": types.DeleteItemDocument,
    "fragment InteractionFields on Interaction {\n  userId\n  itemId\n  eventType\n  eventValue\n  eventId\n  timestamp\n  recordedAt\n  sessionId\n  recommendationId\n  context {\n    device\n    locale\n    hourOfDay\n    dayOfWeek\n    attributes\n  }\n  properties\n}": types.InteractionFieldsFragmentDoc,
    "query Interactions($userId: ID, $eventType: EventType, $limit: Int, $nextToken: String) {\n  interactions(\n    userId: $userId\n    eventType: $eventType\n    limit: $limit\n    nextToken: $nextToken\n  ) {\n    items {\n      ...InteractionFields\n    }\n    nextToken\n  }\n}": types.InteractionsDocument,
    "query Item($itemId: ID!) {\n  item(itemId: $itemId) {\n    ...ItemFields\n  }\n}": types.ItemDocument,
    "fragment ItemFields on Item {\n  itemId\n  title\n  description\n  categories\n  tags\n  brand\n  creator\n  price\n  imageUrl\n  availableFrom\n  availableUntil\n  hidden\n  attributes\n  createdAt\n  updatedAt\n}": types.ItemFieldsFragmentDoc,
    "query Items($filter: ItemFilterInput, $limit: Int, $nextToken: String) {\n  items(filter: $filter, limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ItemFields\n    }\n    nextToken\n  }\n}": types.ItemsDocument,
    "subscription OnRecommendation($userId: ID!, $placement: String) {\n  onRecommendation(userId: $userId, placement: $placement) {\n    ...RecommendationListFields\n  }\n}": types.OnRecommendationDocument,
    "query PopularItems($filter: ItemFilterInput, $limit: Int, $maxLatencyMs: Int, $nextToken: String) {\n  popularItems(\n    filter: $filter\n    limit: $limit\n    maxLatencyMs: $maxLatencyMs\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": types.PopularItemsDocument,
    "mutation PublishRecommendation($input: PublishRecommendationInput!) {\n  publishRecommendation(input: $input) {\n    ...RecommendationListFields\n  }\n}": types.PublishRecommendationDocument,
    "mutation PutItem($input: PutItemInput!) {\n  putItem(input: $input) {\n    ...ItemFields\n  }\n}": types.PutItemDocument,
    "mutation PutItems($input: PutItemsInput!) {\n  putItems(input: $input) {\n    results {\n      itemId\n      item {\n        ...ItemFields\n      }\n      errorType\n      message\n    }\n  }\n}": types.PutItemsDocument,
    "fragment RecommendationListFields on RecommendationList {\n  recommendationId\n  userId\n  placement\n  items {\n    itemId\n    score\n    reasons {\n      code\n      share\n      evidence {\n        itemIds\n        attributes\n      }\n    }\n    item {\n      ...ItemFields\n    }\n  }\n  nextToken\n  source\n  degraded\n  degradedReason\n  modelVersion\n  generatedAt\n  basedOn\n}": types.RecommendationListFieldsFragmentDoc,
    "query Recommendations($userId: ID, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $nextToken: String) {\n  recommendations(\n    userId: $userId\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    context: $context\n    excludeItemIds: $excludeItemIds\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": types.RecommendationsDocument,
    "mutation RecordInteraction($input: RecordInteractionInput!) {\n  recordInteraction(input: $input) {\n    ...InteractionFields\n  }\n}": types.RecordInteractionDocument,
    "mutation RecordInteractions($input: RecordInteractionsInput!) {\n  recordInteractions(input: $input) {\n    results {\n      outcome\n      interaction {\n        ...InteractionFields\n      }\n      errorType\n      message\n    }\n  }\n}": types.RecordInteractionsDocument,
    "query RerankItems($userId: ID, $itemIds: [ID!]!, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $diversity: Float, $explain: Boolean, $maxLatencyMs: Int) {\n  rerankItems(\n    userId: $userId\n    itemIds: $itemIds\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    context: $context\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n  ) {\n    ...RecommendationListFields\n  }\n}": types.RerankItemsDocument,
    "query SimilarItems($itemId: ID!, $limit: Int, $filter: ItemFilterInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $nextToken: String) {\n  similarItems(\n    itemId: $itemId\n    limit: $limit\n    filter: $filter\n    excludeItemIds: $excludeItemIds\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": types.SimilarItemsDocument,
    "query TrendingItems($window: TrendingWindow, $category: String, $limit: Int, $nextToken: String) {\n  trendingItems(\n    window: $window\n    category: $category\n    limit: $limit\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": types.TrendingItemsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation DeleteItem($input: DeleteItemInput!) {\n  deleteItem(input: $input) {\n    ...ItemFields\n  }\n}"): typeof import('./graphql.ts').DeleteItemDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment InteractionFields on Interaction {\n  userId\n  itemId\n  eventType\n  eventValue\n  eventId\n  timestamp\n  recordedAt\n  sessionId\n  recommendationId\n  context {\n    device\n    locale\n    hourOfDay\n    dayOfWeek\n    attributes\n  }\n  properties\n}"): typeof import('./graphql.ts').InteractionFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Interactions($userId: ID, $eventType: EventType, $limit: Int, $nextToken: String) {\n  interactions(\n    userId: $userId\n    eventType: $eventType\n    limit: $limit\n    nextToken: $nextToken\n  ) {\n    items {\n      ...InteractionFields\n    }\n    nextToken\n  }\n}"): typeof import('./graphql.ts').InteractionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Item($itemId: ID!) {\n  item(itemId: $itemId) {\n    ...ItemFields\n  }\n}"): typeof import('./graphql.ts').ItemDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment ItemFields on Item {\n  itemId\n  title\n  description\n  categories\n  tags\n  brand\n  creator\n  price\n  imageUrl\n  availableFrom\n  availableUntil\n  hidden\n  attributes\n  createdAt\n  updatedAt\n}"): typeof import('./graphql.ts').ItemFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Items($filter: ItemFilterInput, $limit: Int, $nextToken: String) {\n  items(filter: $filter, limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ItemFields\n    }\n    nextToken\n  }\n}"): typeof import('./graphql.ts').ItemsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription OnRecommendation($userId: ID!, $placement: String) {\n  onRecommendation(userId: $userId, placement: $placement) {\n    ...RecommendationListFields\n  }\n}"): typeof import('./graphql.ts').OnRecommendationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query PopularItems($filter: ItemFilterInput, $limit: Int, $maxLatencyMs: Int, $nextToken: String) {\n  popularItems(\n    filter: $filter\n    limit: $limit\n    maxLatencyMs: $maxLatencyMs\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}"): typeof import('./graphql.ts').PopularItemsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation PublishRecommendation($input: PublishRecommendationInput!) {\n  publishRecommendation(input: $input) {\n    ...RecommendationListFields\n  }\n}"): typeof import('./graphql.ts').PublishRecommendationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation PutItem($input: PutItemInput!) {\n  putItem(input: $input) {\n    ...ItemFields\n  }\n}"): typeof import('./graphql.ts').PutItemDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation PutItems($input: PutItemsInput!) {\n  putItems(input: $input) {\n    results {\n      itemId\n      item {\n        ...ItemFields\n      }\n      errorType\n      message\n    }\n  }\n}"): typeof import('./graphql.ts').PutItemsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment RecommendationListFields on RecommendationList {\n  recommendationId\n  userId\n  placement\n  items {\n    itemId\n    score\n    reasons {\n      code\n      share\n      evidence {\n        itemIds\n        attributes\n      }\n    }\n    item {\n      ...ItemFields\n    }\n  }\n  nextToken\n  source\n  degraded\n  degradedReason\n  modelVersion\n  generatedAt\n  basedOn\n}"): typeof import('./graphql.ts').RecommendationListFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Recommendations($userId: ID, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $nextToken: String) {\n  recommendations(\n    userId: $userId\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    context: $context\n    excludeItemIds: $excludeItemIds\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}"): typeof import('./graphql.ts').RecommendationsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RecordInteraction($input: RecordInteractionInput!) {\n  recordInteraction(input: $input) {\n    ...InteractionFields\n  }\n}"): typeof import('./graphql.ts').RecordInteractionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RecordInteractions($input: RecordInteractionsInput!) {\n  recordInteractions(input: $input) {\n    results {\n      outcome\n      interaction {\n        ...InteractionFields\n      }\n      errorType\n      message\n    }\n  }\n}"): typeof import('./graphql.ts').RecordInteractionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query RerankItems($userId: ID, $itemIds: [ID!]!, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $diversity: Float, $explain: Boolean, $maxLatencyMs: Int) {\n  rerankItems(\n    userId: $userId\n    itemIds: $itemIds\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    context: $context\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n  ) {\n    ...RecommendationListFields\n  }\n}"): typeof import('./graphql.ts').RerankItemsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query SimilarItems($itemId: ID!, $limit: Int, $filter: ItemFilterInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $nextToken: String) {\n  similarItems(\n    itemId: $itemId\n    limit: $limit\n    filter: $filter\n    excludeItemIds: $excludeItemIds\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}"): typeof import('./graphql.ts').SimilarItemsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query TrendingItems($window: TrendingWindow, $category: String, $limit: Int, $nextToken: String) {\n  trendingItems(\n    window: $window\n    category: $category\n    limit: $limit\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}"): typeof import('./graphql.ts').TrendingItemsDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
