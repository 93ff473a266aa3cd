/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

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
    "query AuditLog($from: AWSDateTime, $to: AWSDateTime, $limit: Int, $nextToken: String) {\n  auditLog(from: $from, to: $to, limit: $limit, nextToken: $nextToken) {\n    items {\n      auditId\n      at\n      actor\n      action\n      subjects\n    }\n    nextToken\n  }\n}": typeof types.AuditLogDocument,
    "query CompareModels($userId: ID!, $versions: [ID!]!, $limit: Int) {\n  compareModels(userId: $userId, versions: $versions, limit: $limit) {\n    userId\n    lists {\n      modelVersion\n      items {\n        itemId\n        score\n      }\n      failure\n      latencyMilliseconds\n    }\n    overlaps {\n      modelVersions\n      overlap\n    }\n  }\n}": typeof types.CompareModelsDocument,
    "mutation DeleteItem($input: DeleteItemInput!) {\n  deleteItem(input: $input) {\n    ...ItemFields\n  }\n}": typeof types.DeleteItemDocument,
    "mutation DeleteUserData($input: DeleteUserDataInput) {\n  deleteUserData(input: $input) {\n    ...ErasureReceiptFields\n  }\n}": typeof types.DeleteUserDataDocument,
    "query ErasureReceipt($userId: ID) {\n  erasureReceipt(userId: $userId) {\n    ...ErasureReceiptFields\n  }\n}": typeof types.ErasureReceiptDocument,
    "fragment ErasureReceiptFields on ErasureReceipt {\n  erasureId\n  userId\n  status\n  requestedAt\n  erasedAt\n  erased {\n    kind\n    count\n  }\n  remaining {\n    place\n    modelVersion\n    until\n    note\n  }\n}": typeof types.ErasureReceiptFieldsFragmentDoc,
    "fragment InteractionFields on Interaction {\n  userId\n  itemId\n  eventType\n  eventValue\n  eventId\n  timestamp\n  recordedAt\n  sessionId\n  recommendationId\n  context {\n    device\n    locale\n    hourOfDay\n    dayOfWeek\n    attributes\n  }\n  properties\n}": typeof types.InteractionFieldsFragmentDoc,
    "query Interactions($userId: ID, $eventType: EventType, $limit: Int, $nextToken: String) {\n  interactions(\n    userId: $userId\n    eventType: $eventType\n    limit: $limit\n    nextToken: $nextToken\n  ) {\n    items {\n      ...InteractionFields\n    }\n    nextToken\n  }\n}": typeof types.InteractionsDocument,
    "query Item($itemId: ID!) {\n  item(itemId: $itemId) {\n    ...ItemFields\n  }\n}": typeof types.ItemDocument,
    "fragment ItemFields on Item {\n  itemId\n  title\n  description\n  categories\n  tags\n  brand\n  creator\n  price\n  imageUrl\n  availableFrom\n  availableUntil\n  hidden\n  attributes\n  createdAt\n  updatedAt\n}": typeof types.ItemFieldsFragmentDoc,
    "query Items($filter: ItemFilterInput, $limit: Int, $nextToken: String) {\n  items(filter: $filter, limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ItemFields\n    }\n    nextToken\n  }\n}": typeof types.ItemsDocument,
    "fragment JudgeVerdictFields on JudgeVerdict {\n  challenger\n  champion\n  isAccepted\n  reason\n  segments {\n    segment\n    cases\n    championNdcg\n    challengerNdcg\n    difference {\n      value\n      low\n      high\n    }\n  }\n  coverage {\n    champion\n    challenger\n  }\n  diversity {\n    champion\n    challenger\n  }\n  novelty {\n    champion\n    challenger\n  }\n}": typeof types.JudgeVerdictFieldsFragmentDoc,
    "query LiveModel {\n  liveModel {\n    ...LiveModelFields\n  }\n}": typeof types.LiveModelDocument,
    "fragment LiveModelFields on LiveModel {\n  revision\n  champion {\n    modelVersion\n    endpointName\n  }\n  challenger {\n    modelVersion\n    endpointName\n    stage\n    share\n  }\n  updatedAt\n  updatedBy\n}": typeof types.LiveModelFieldsFragmentDoc,
    "query ModelVersion($modelVersion: ID!) {\n  modelVersion(modelVersion: $modelVersion) {\n    ...ModelVersionFields\n  }\n}": typeof types.ModelVersionDocument,
    "fragment ModelVersionFields on ModelVersion {\n  modelVersion\n  status\n  createdAt\n  endpointName\n  retiredAt\n  artifact\n  verdict {\n    ...JudgeVerdictFields\n  }\n  lineage {\n    runId\n    dataFingerprint\n    trainedUntil\n    interactions\n    items\n    users\n    seed\n    hyperparameters\n    image\n  }\n  reason\n}": typeof types.ModelVersionFieldsFragmentDoc,
    "query ModelVersions($limit: Int, $nextToken: String) {\n  modelVersions(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ModelVersionFields\n    }\n    nextToken\n  }\n}": typeof types.ModelVersionsDocument,
    "subscription OnRecommendation($userId: ID!, $placement: String) {\n  onRecommendation(userId: $userId, placement: $placement) {\n    ...RecommendationListFields\n  }\n}": typeof types.OnRecommendationDocument,
    "query PopularItems($filter: ItemFilterInput, $limit: Int, $maxLatencyMs: Int, $modelVersion: ID, $nextToken: String) {\n  popularItems(\n    filter: $filter\n    limit: $limit\n    maxLatencyMs: $maxLatencyMs\n    modelVersion: $modelVersion\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": typeof types.PopularItemsDocument,
    "mutation PublishRecommendation($input: PublishRecommendationInput!) {\n  publishRecommendation(input: $input) {\n    ...RecommendationListFields\n  }\n}": typeof types.PublishRecommendationDocument,
    "mutation PutItem($input: PutItemInput!) {\n  putItem(input: $input) {\n    ...ItemFields\n  }\n}": typeof types.PutItemDocument,
    "mutation PutItems($input: PutItemsInput!) {\n  putItems(input: $input) {\n    results {\n      itemId\n      item {\n        ...ItemFields\n      }\n      errorType\n      message\n    }\n  }\n}": typeof types.PutItemsDocument,
    "fragment RecommendationListFields on RecommendationList {\n  recommendationId\n  userId\n  placement\n  items {\n    itemId\n    score\n    reasons {\n      code\n      share\n      evidence {\n        itemIds\n        attributes\n      }\n    }\n    item {\n      ...ItemFields\n    }\n  }\n  nextToken\n  source\n  degraded\n  degradedReason\n  modelVersion\n  generatedAt\n  basedOn\n}": typeof types.RecommendationListFieldsFragmentDoc,
    "query Recommendations($userId: ID, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $modelVersion: ID, $nextToken: String) {\n  recommendations(\n    userId: $userId\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    context: $context\n    excludeItemIds: $excludeItemIds\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n    modelVersion: $modelVersion\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": typeof types.RecommendationsDocument,
    "mutation RecordInteraction($input: RecordInteractionInput!) {\n  recordInteraction(input: $input) {\n    ...InteractionFields\n  }\n}": typeof types.RecordInteractionDocument,
    "mutation RecordInteractions($input: RecordInteractionsInput!) {\n  recordInteractions(input: $input) {\n    results {\n      outcome\n      interaction {\n        ...InteractionFields\n      }\n      errorType\n      message\n    }\n  }\n}": typeof types.RecordInteractionsDocument,
    "mutation RequestTraining($input: RequestTrainingInput) {\n  requestTraining(input: $input) {\n    runId\n  }\n}": typeof types.RequestTrainingDocument,
    "query RerankItems($userId: ID, $itemIds: [ID!]!, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $diversity: Float, $explain: Boolean, $maxLatencyMs: Int) {\n  rerankItems(\n    userId: $userId\n    itemIds: $itemIds\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    context: $context\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n  ) {\n    ...RecommendationListFields\n  }\n}": typeof types.RerankItemsDocument,
    "mutation SetLiveModel($input: SetLiveModelInput!) {\n  setLiveModel(input: $input) {\n    ...LiveModelFields\n  }\n}": typeof types.SetLiveModelDocument,
    "query SimilarItems($itemId: ID!, $limit: Int, $filter: ItemFilterInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $modelVersion: ID, $nextToken: String) {\n  similarItems(\n    itemId: $itemId\n    limit: $limit\n    filter: $filter\n    excludeItemIds: $excludeItemIds\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n    modelVersion: $modelVersion\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": typeof types.SimilarItemsDocument,
    "query TrainingRun($runId: ID!) {\n  trainingRun(runId: $runId) {\n    ...TrainingRunFields\n  }\n}": typeof types.TrainingRunDocument,
    "fragment TrainingRunFields on TrainingRun {\n  runId\n  status\n  trigger\n  requestedBy\n  startedAt\n  endedAt\n  reason\n  stages {\n    stage\n    startedAt\n  }\n  dataReport {\n    refusals\n    tooLittle\n    fingerprint\n    interactions\n    users\n    items\n    newInteractions\n    rejected {\n      reason\n      count\n    }\n    trainedUntil\n    judgedInteractions\n    judgedUsers\n    eventTypes {\n      eventType\n      share\n    }\n    drift {\n      measures {\n        name\n        value\n        threshold\n      }\n      drifted\n      windows\n    }\n  }\n  verdict {\n    ...JudgeVerdictFields\n  }\n  observations {\n    stage\n    at\n    requests\n    errorRate\n    championErrorRate\n    latencyMilliseconds\n    championLatencyMilliseconds\n    overlap\n    clickRate\n    championClickRate\n    decision\n    reason\n  }\n  collectedUntil\n  modelVersion\n}": typeof types.TrainingRunFieldsFragmentDoc,
    "query TrainingRuns($limit: Int, $nextToken: String) {\n  trainingRuns(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...TrainingRunFields\n    }\n    nextToken\n  }\n}": typeof types.TrainingRunsDocument,
    "query TrendingItems($window: TrendingWindow, $category: String, $limit: Int, $nextToken: String) {\n  trendingItems(\n    window: $window\n    category: $category\n    limit: $limit\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": typeof types.TrendingItemsDocument,
    "query UserData($userId: ID, $limit: Int, $nextToken: String) {\n  userData(userId: $userId, limit: $limit, nextToken: $nextToken) {\n    items {\n      kind\n      key\n      expiresAt\n      data\n    }\n    nextToken\n  }\n}": typeof types.UserDataDocument,
};
const documents: Documents = {
    "query AuditLog($from: AWSDateTime, $to: AWSDateTime, $limit: Int, $nextToken: String) {\n  auditLog(from: $from, to: $to, limit: $limit, nextToken: $nextToken) {\n    items {\n      auditId\n      at\n      actor\n      action\n      subjects\n    }\n    nextToken\n  }\n}": types.AuditLogDocument,
    "query CompareModels($userId: ID!, $versions: [ID!]!, $limit: Int) {\n  compareModels(userId: $userId, versions: $versions, limit: $limit) {\n    userId\n    lists {\n      modelVersion\n      items {\n        itemId\n        score\n      }\n      failure\n      latencyMilliseconds\n    }\n    overlaps {\n      modelVersions\n      overlap\n    }\n  }\n}": types.CompareModelsDocument,
    "mutation DeleteItem($input: DeleteItemInput!) {\n  deleteItem(input: $input) {\n    ...ItemFields\n  }\n}": types.DeleteItemDocument,
    "mutation DeleteUserData($input: DeleteUserDataInput) {\n  deleteUserData(input: $input) {\n    ...ErasureReceiptFields\n  }\n}": types.DeleteUserDataDocument,
    "query ErasureReceipt($userId: ID) {\n  erasureReceipt(userId: $userId) {\n    ...ErasureReceiptFields\n  }\n}": types.ErasureReceiptDocument,
    "fragment ErasureReceiptFields on ErasureReceipt {\n  erasureId\n  userId\n  status\n  requestedAt\n  erasedAt\n  erased {\n    kind\n    count\n  }\n  remaining {\n    place\n    modelVersion\n    until\n    note\n  }\n}": types.ErasureReceiptFieldsFragmentDoc,
    "fragment InteractionFields on Interaction {\n  userId\n  itemId\n  eventType\n  eventValue\n  eventId\n  timestamp\n  recordedAt\n  sessionId\n  recommendationId\n  context {\n    device\n    locale\n    hourOfDay\n    dayOfWeek\n    attributes\n  }\n  properties\n}": types.InteractionFieldsFragmentDoc,
    "query Interactions($userId: ID, $eventType: EventType, $limit: Int, $nextToken: String) {\n  interactions(\n    userId: $userId\n    eventType: $eventType\n    limit: $limit\n    nextToken: $nextToken\n  ) {\n    items {\n      ...InteractionFields\n    }\n    nextToken\n  }\n}": types.InteractionsDocument,
    "query Item($itemId: ID!) {\n  item(itemId: $itemId) {\n    ...ItemFields\n  }\n}": types.ItemDocument,
    "fragment ItemFields on Item {\n  itemId\n  title\n  description\n  categories\n  tags\n  brand\n  creator\n  price\n  imageUrl\n  availableFrom\n  availableUntil\n  hidden\n  attributes\n  createdAt\n  updatedAt\n}": types.ItemFieldsFragmentDoc,
    "query Items($filter: ItemFilterInput, $limit: Int, $nextToken: String) {\n  items(filter: $filter, limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ItemFields\n    }\n    nextToken\n  }\n}": types.ItemsDocument,
    "fragment JudgeVerdictFields on JudgeVerdict {\n  challenger\n  champion\n  isAccepted\n  reason\n  segments {\n    segment\n    cases\n    championNdcg\n    challengerNdcg\n    difference {\n      value\n      low\n      high\n    }\n  }\n  coverage {\n    champion\n    challenger\n  }\n  diversity {\n    champion\n    challenger\n  }\n  novelty {\n    champion\n    challenger\n  }\n}": types.JudgeVerdictFieldsFragmentDoc,
    "query LiveModel {\n  liveModel {\n    ...LiveModelFields\n  }\n}": types.LiveModelDocument,
    "fragment LiveModelFields on LiveModel {\n  revision\n  champion {\n    modelVersion\n    endpointName\n  }\n  challenger {\n    modelVersion\n    endpointName\n    stage\n    share\n  }\n  updatedAt\n  updatedBy\n}": types.LiveModelFieldsFragmentDoc,
    "query ModelVersion($modelVersion: ID!) {\n  modelVersion(modelVersion: $modelVersion) {\n    ...ModelVersionFields\n  }\n}": types.ModelVersionDocument,
    "fragment ModelVersionFields on ModelVersion {\n  modelVersion\n  status\n  createdAt\n  endpointName\n  retiredAt\n  artifact\n  verdict {\n    ...JudgeVerdictFields\n  }\n  lineage {\n    runId\n    dataFingerprint\n    trainedUntil\n    interactions\n    items\n    users\n    seed\n    hyperparameters\n    image\n  }\n  reason\n}": types.ModelVersionFieldsFragmentDoc,
    "query ModelVersions($limit: Int, $nextToken: String) {\n  modelVersions(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ModelVersionFields\n    }\n    nextToken\n  }\n}": types.ModelVersionsDocument,
    "subscription OnRecommendation($userId: ID!, $placement: String) {\n  onRecommendation(userId: $userId, placement: $placement) {\n    ...RecommendationListFields\n  }\n}": types.OnRecommendationDocument,
    "query PopularItems($filter: ItemFilterInput, $limit: Int, $maxLatencyMs: Int, $modelVersion: ID, $nextToken: String) {\n  popularItems(\n    filter: $filter\n    limit: $limit\n    maxLatencyMs: $maxLatencyMs\n    modelVersion: $modelVersion\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": types.PopularItemsDocument,
    "mutation PublishRecommendation($input: PublishRecommendationInput!) {\n  publishRecommendation(input: $input) {\n    ...RecommendationListFields\n  }\n}": types.PublishRecommendationDocument,
    "mutation PutItem($input: PutItemInput!) {\n  putItem(input: $input) {\n    ...ItemFields\n  }\n}": types.PutItemDocument,
    "mutation PutItems($input: PutItemsInput!) {\n  putItems(input: $input) {\n    results {\n      itemId\n      item {\n        ...ItemFields\n      }\n      errorType\n      message\n    }\n  }\n}": types.PutItemsDocument,
    "fragment RecommendationListFields on RecommendationList {\n  recommendationId\n  userId\n  placement\n  items {\n    itemId\n    score\n    reasons {\n      code\n      share\n      evidence {\n        itemIds\n        attributes\n      }\n    }\n    item {\n      ...ItemFields\n    }\n  }\n  nextToken\n  source\n  degraded\n  degradedReason\n  modelVersion\n  generatedAt\n  basedOn\n}": types.RecommendationListFieldsFragmentDoc,
    "query Recommendations($userId: ID, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $modelVersion: ID, $nextToken: String) {\n  recommendations(\n    userId: $userId\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    context: $context\n    excludeItemIds: $excludeItemIds\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n    modelVersion: $modelVersion\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": types.RecommendationsDocument,
    "mutation RecordInteraction($input: RecordInteractionInput!) {\n  recordInteraction(input: $input) {\n    ...InteractionFields\n  }\n}": types.RecordInteractionDocument,
    "mutation RecordInteractions($input: RecordInteractionsInput!) {\n  recordInteractions(input: $input) {\n    results {\n      outcome\n      interaction {\n        ...InteractionFields\n      }\n      errorType\n      message\n    }\n  }\n}": types.RecordInteractionsDocument,
    "mutation RequestTraining($input: RequestTrainingInput) {\n  requestTraining(input: $input) {\n    runId\n  }\n}": types.RequestTrainingDocument,
    "query RerankItems($userId: ID, $itemIds: [ID!]!, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $diversity: Float, $explain: Boolean, $maxLatencyMs: Int) {\n  rerankItems(\n    userId: $userId\n    itemIds: $itemIds\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    context: $context\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n  ) {\n    ...RecommendationListFields\n  }\n}": types.RerankItemsDocument,
    "mutation SetLiveModel($input: SetLiveModelInput!) {\n  setLiveModel(input: $input) {\n    ...LiveModelFields\n  }\n}": types.SetLiveModelDocument,
    "query SimilarItems($itemId: ID!, $limit: Int, $filter: ItemFilterInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $modelVersion: ID, $nextToken: String) {\n  similarItems(\n    itemId: $itemId\n    limit: $limit\n    filter: $filter\n    excludeItemIds: $excludeItemIds\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n    modelVersion: $modelVersion\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": types.SimilarItemsDocument,
    "query TrainingRun($runId: ID!) {\n  trainingRun(runId: $runId) {\n    ...TrainingRunFields\n  }\n}": types.TrainingRunDocument,
    "fragment TrainingRunFields on TrainingRun {\n  runId\n  status\n  trigger\n  requestedBy\n  startedAt\n  endedAt\n  reason\n  stages {\n    stage\n    startedAt\n  }\n  dataReport {\n    refusals\n    tooLittle\n    fingerprint\n    interactions\n    users\n    items\n    newInteractions\n    rejected {\n      reason\n      count\n    }\n    trainedUntil\n    judgedInteractions\n    judgedUsers\n    eventTypes {\n      eventType\n      share\n    }\n    drift {\n      measures {\n        name\n        value\n        threshold\n      }\n      drifted\n      windows\n    }\n  }\n  verdict {\n    ...JudgeVerdictFields\n  }\n  observations {\n    stage\n    at\n    requests\n    errorRate\n    championErrorRate\n    latencyMilliseconds\n    championLatencyMilliseconds\n    overlap\n    clickRate\n    championClickRate\n    decision\n    reason\n  }\n  collectedUntil\n  modelVersion\n}": types.TrainingRunFieldsFragmentDoc,
    "query TrainingRuns($limit: Int, $nextToken: String) {\n  trainingRuns(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...TrainingRunFields\n    }\n    nextToken\n  }\n}": types.TrainingRunsDocument,
    "query TrendingItems($window: TrendingWindow, $category: String, $limit: Int, $nextToken: String) {\n  trendingItems(\n    window: $window\n    category: $category\n    limit: $limit\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": types.TrendingItemsDocument,
    "query UserData($userId: ID, $limit: Int, $nextToken: String) {\n  userData(userId: $userId, limit: $limit, nextToken: $nextToken) {\n    items {\n      kind\n      key\n      expiresAt\n      data\n    }\n    nextToken\n  }\n}": types.UserDataDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query AuditLog($from: AWSDateTime, $to: AWSDateTime, $limit: Int, $nextToken: String) {\n  auditLog(from: $from, to: $to, limit: $limit, nextToken: $nextToken) {\n    items {\n      auditId\n      at\n      actor\n      action\n      subjects\n    }\n    nextToken\n  }\n}"): (typeof documents)["query AuditLog($from: AWSDateTime, $to: AWSDateTime, $limit: Int, $nextToken: String) {\n  auditLog(from: $from, to: $to, limit: $limit, nextToken: $nextToken) {\n    items {\n      auditId\n      at\n      actor\n      action\n      subjects\n    }\n    nextToken\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query CompareModels($userId: ID!, $versions: [ID!]!, $limit: Int) {\n  compareModels(userId: $userId, versions: $versions, limit: $limit) {\n    userId\n    lists {\n      modelVersion\n      items {\n        itemId\n        score\n      }\n      failure\n      latencyMilliseconds\n    }\n    overlaps {\n      modelVersions\n      overlap\n    }\n  }\n}"): (typeof documents)["query CompareModels($userId: ID!, $versions: [ID!]!, $limit: Int) {\n  compareModels(userId: $userId, versions: $versions, limit: $limit) {\n    userId\n    lists {\n      modelVersion\n      items {\n        itemId\n        score\n      }\n      failure\n      latencyMilliseconds\n    }\n    overlaps {\n      modelVersions\n      overlap\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation DeleteItem($input: DeleteItemInput!) {\n  deleteItem(input: $input) {\n    ...ItemFields\n  }\n}"): (typeof documents)["mutation DeleteItem($input: DeleteItemInput!) {\n  deleteItem(input: $input) {\n    ...ItemFields\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation DeleteUserData($input: DeleteUserDataInput) {\n  deleteUserData(input: $input) {\n    ...ErasureReceiptFields\n  }\n}"): (typeof documents)["mutation DeleteUserData($input: DeleteUserDataInput) {\n  deleteUserData(input: $input) {\n    ...ErasureReceiptFields\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ErasureReceipt($userId: ID) {\n  erasureReceipt(userId: $userId) {\n    ...ErasureReceiptFields\n  }\n}"): (typeof documents)["query ErasureReceipt($userId: ID) {\n  erasureReceipt(userId: $userId) {\n    ...ErasureReceiptFields\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment ErasureReceiptFields on ErasureReceipt {\n  erasureId\n  userId\n  status\n  requestedAt\n  erasedAt\n  erased {\n    kind\n    count\n  }\n  remaining {\n    place\n    modelVersion\n    until\n    note\n  }\n}"): (typeof documents)["fragment ErasureReceiptFields on ErasureReceipt {\n  erasureId\n  userId\n  status\n  requestedAt\n  erasedAt\n  erased {\n    kind\n    count\n  }\n  remaining {\n    place\n    modelVersion\n    until\n    note\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment InteractionFields on Interaction {\n  userId\n  itemId\n  eventType\n  eventValue\n  eventId\n  timestamp\n  recordedAt\n  sessionId\n  recommendationId\n  context {\n    device\n    locale\n    hourOfDay\n    dayOfWeek\n    attributes\n  }\n  properties\n}"): (typeof documents)["fragment InteractionFields on Interaction {\n  userId\n  itemId\n  eventType\n  eventValue\n  eventId\n  timestamp\n  recordedAt\n  sessionId\n  recommendationId\n  context {\n    device\n    locale\n    hourOfDay\n    dayOfWeek\n    attributes\n  }\n  properties\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Interactions($userId: ID, $eventType: EventType, $limit: Int, $nextToken: String) {\n  interactions(\n    userId: $userId\n    eventType: $eventType\n    limit: $limit\n    nextToken: $nextToken\n  ) {\n    items {\n      ...InteractionFields\n    }\n    nextToken\n  }\n}"): (typeof documents)["query Interactions($userId: ID, $eventType: EventType, $limit: Int, $nextToken: String) {\n  interactions(\n    userId: $userId\n    eventType: $eventType\n    limit: $limit\n    nextToken: $nextToken\n  ) {\n    items {\n      ...InteractionFields\n    }\n    nextToken\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Item($itemId: ID!) {\n  item(itemId: $itemId) {\n    ...ItemFields\n  }\n}"): (typeof documents)["query Item($itemId: ID!) {\n  item(itemId: $itemId) {\n    ...ItemFields\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment ItemFields on Item {\n  itemId\n  title\n  description\n  categories\n  tags\n  brand\n  creator\n  price\n  imageUrl\n  availableFrom\n  availableUntil\n  hidden\n  attributes\n  createdAt\n  updatedAt\n}"): (typeof documents)["fragment ItemFields on Item {\n  itemId\n  title\n  description\n  categories\n  tags\n  brand\n  creator\n  price\n  imageUrl\n  availableFrom\n  availableUntil\n  hidden\n  attributes\n  createdAt\n  updatedAt\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Items($filter: ItemFilterInput, $limit: Int, $nextToken: String) {\n  items(filter: $filter, limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ItemFields\n    }\n    nextToken\n  }\n}"): (typeof documents)["query Items($filter: ItemFilterInput, $limit: Int, $nextToken: String) {\n  items(filter: $filter, limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ItemFields\n    }\n    nextToken\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment JudgeVerdictFields on JudgeVerdict {\n  challenger\n  champion\n  isAccepted\n  reason\n  segments {\n    segment\n    cases\n    championNdcg\n    challengerNdcg\n    difference {\n      value\n      low\n      high\n    }\n  }\n  coverage {\n    champion\n    challenger\n  }\n  diversity {\n    champion\n    challenger\n  }\n  novelty {\n    champion\n    challenger\n  }\n}"): (typeof documents)["fragment JudgeVerdictFields on JudgeVerdict {\n  challenger\n  champion\n  isAccepted\n  reason\n  segments {\n    segment\n    cases\n    championNdcg\n    challengerNdcg\n    difference {\n      value\n      low\n      high\n    }\n  }\n  coverage {\n    champion\n    challenger\n  }\n  diversity {\n    champion\n    challenger\n  }\n  novelty {\n    champion\n    challenger\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query LiveModel {\n  liveModel {\n    ...LiveModelFields\n  }\n}"): (typeof documents)["query LiveModel {\n  liveModel {\n    ...LiveModelFields\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment LiveModelFields on LiveModel {\n  revision\n  champion {\n    modelVersion\n    endpointName\n  }\n  challenger {\n    modelVersion\n    endpointName\n    stage\n    share\n  }\n  updatedAt\n  updatedBy\n}"): (typeof documents)["fragment LiveModelFields on LiveModel {\n  revision\n  champion {\n    modelVersion\n    endpointName\n  }\n  challenger {\n    modelVersion\n    endpointName\n    stage\n    share\n  }\n  updatedAt\n  updatedBy\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ModelVersion($modelVersion: ID!) {\n  modelVersion(modelVersion: $modelVersion) {\n    ...ModelVersionFields\n  }\n}"): (typeof documents)["query ModelVersion($modelVersion: ID!) {\n  modelVersion(modelVersion: $modelVersion) {\n    ...ModelVersionFields\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment ModelVersionFields on ModelVersion {\n  modelVersion\n  status\n  createdAt\n  endpointName\n  retiredAt\n  artifact\n  verdict {\n    ...JudgeVerdictFields\n  }\n  lineage {\n    runId\n    dataFingerprint\n    trainedUntil\n    interactions\n    items\n    users\n    seed\n    hyperparameters\n    image\n  }\n  reason\n}"): (typeof documents)["fragment ModelVersionFields on ModelVersion {\n  modelVersion\n  status\n  createdAt\n  endpointName\n  retiredAt\n  artifact\n  verdict {\n    ...JudgeVerdictFields\n  }\n  lineage {\n    runId\n    dataFingerprint\n    trainedUntil\n    interactions\n    items\n    users\n    seed\n    hyperparameters\n    image\n  }\n  reason\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ModelVersions($limit: Int, $nextToken: String) {\n  modelVersions(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ModelVersionFields\n    }\n    nextToken\n  }\n}"): (typeof documents)["query ModelVersions($limit: Int, $nextToken: String) {\n  modelVersions(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ModelVersionFields\n    }\n    nextToken\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription OnRecommendation($userId: ID!, $placement: String) {\n  onRecommendation(userId: $userId, placement: $placement) {\n    ...RecommendationListFields\n  }\n}"): (typeof documents)["subscription OnRecommendation($userId: ID!, $placement: String) {\n  onRecommendation(userId: $userId, placement: $placement) {\n    ...RecommendationListFields\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query PopularItems($filter: ItemFilterInput, $limit: Int, $maxLatencyMs: Int, $modelVersion: ID, $nextToken: String) {\n  popularItems(\n    filter: $filter\n    limit: $limit\n    maxLatencyMs: $maxLatencyMs\n    modelVersion: $modelVersion\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}"): (typeof documents)["query PopularItems($filter: ItemFilterInput, $limit: Int, $maxLatencyMs: Int, $modelVersion: ID, $nextToken: String) {\n  popularItems(\n    filter: $filter\n    limit: $limit\n    maxLatencyMs: $maxLatencyMs\n    modelVersion: $modelVersion\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation PublishRecommendation($input: PublishRecommendationInput!) {\n  publishRecommendation(input: $input) {\n    ...RecommendationListFields\n  }\n}"): (typeof documents)["mutation PublishRecommendation($input: PublishRecommendationInput!) {\n  publishRecommendation(input: $input) {\n    ...RecommendationListFields\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation PutItem($input: PutItemInput!) {\n  putItem(input: $input) {\n    ...ItemFields\n  }\n}"): (typeof documents)["mutation PutItem($input: PutItemInput!) {\n  putItem(input: $input) {\n    ...ItemFields\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation PutItems($input: PutItemsInput!) {\n  putItems(input: $input) {\n    results {\n      itemId\n      item {\n        ...ItemFields\n      }\n      errorType\n      message\n    }\n  }\n}"): (typeof documents)["mutation PutItems($input: PutItemsInput!) {\n  putItems(input: $input) {\n    results {\n      itemId\n      item {\n        ...ItemFields\n      }\n      errorType\n      message\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment RecommendationListFields on RecommendationList {\n  recommendationId\n  userId\n  placement\n  items {\n    itemId\n    score\n    reasons {\n      code\n      share\n      evidence {\n        itemIds\n        attributes\n      }\n    }\n    item {\n      ...ItemFields\n    }\n  }\n  nextToken\n  source\n  degraded\n  degradedReason\n  modelVersion\n  generatedAt\n  basedOn\n}"): (typeof documents)["fragment RecommendationListFields on RecommendationList {\n  recommendationId\n  userId\n  placement\n  items {\n    itemId\n    score\n    reasons {\n      code\n      share\n      evidence {\n        itemIds\n        attributes\n      }\n    }\n    item {\n      ...ItemFields\n    }\n  }\n  nextToken\n  source\n  degraded\n  degradedReason\n  modelVersion\n  generatedAt\n  basedOn\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Recommendations($userId: ID, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $modelVersion: ID, $nextToken: String) {\n  recommendations(\n    userId: $userId\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    context: $context\n    excludeItemIds: $excludeItemIds\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n    modelVersion: $modelVersion\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}"): (typeof documents)["query Recommendations($userId: ID, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $modelVersion: ID, $nextToken: String) {\n  recommendations(\n    userId: $userId\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    context: $context\n    excludeItemIds: $excludeItemIds\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n    modelVersion: $modelVersion\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RecordInteraction($input: RecordInteractionInput!) {\n  recordInteraction(input: $input) {\n    ...InteractionFields\n  }\n}"): (typeof documents)["mutation RecordInteraction($input: RecordInteractionInput!) {\n  recordInteraction(input: $input) {\n    ...InteractionFields\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RecordInteractions($input: RecordInteractionsInput!) {\n  recordInteractions(input: $input) {\n    results {\n      outcome\n      interaction {\n        ...InteractionFields\n      }\n      errorType\n      message\n    }\n  }\n}"): (typeof documents)["mutation RecordInteractions($input: RecordInteractionsInput!) {\n  recordInteractions(input: $input) {\n    results {\n      outcome\n      interaction {\n        ...InteractionFields\n      }\n      errorType\n      message\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RequestTraining($input: RequestTrainingInput) {\n  requestTraining(input: $input) {\n    runId\n  }\n}"): (typeof documents)["mutation RequestTraining($input: RequestTrainingInput) {\n  requestTraining(input: $input) {\n    runId\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query RerankItems($userId: ID, $itemIds: [ID!]!, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $diversity: Float, $explain: Boolean, $maxLatencyMs: Int) {\n  rerankItems(\n    userId: $userId\n    itemIds: $itemIds\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    context: $context\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n  ) {\n    ...RecommendationListFields\n  }\n}"): (typeof documents)["query RerankItems($userId: ID, $itemIds: [ID!]!, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $diversity: Float, $explain: Boolean, $maxLatencyMs: Int) {\n  rerankItems(\n    userId: $userId\n    itemIds: $itemIds\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    context: $context\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n  ) {\n    ...RecommendationListFields\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation SetLiveModel($input: SetLiveModelInput!) {\n  setLiveModel(input: $input) {\n    ...LiveModelFields\n  }\n}"): (typeof documents)["mutation SetLiveModel($input: SetLiveModelInput!) {\n  setLiveModel(input: $input) {\n    ...LiveModelFields\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query SimilarItems($itemId: ID!, $limit: Int, $filter: ItemFilterInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $modelVersion: ID, $nextToken: String) {\n  similarItems(\n    itemId: $itemId\n    limit: $limit\n    filter: $filter\n    excludeItemIds: $excludeItemIds\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n    modelVersion: $modelVersion\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}"): (typeof documents)["query SimilarItems($itemId: ID!, $limit: Int, $filter: ItemFilterInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $modelVersion: ID, $nextToken: String) {\n  similarItems(\n    itemId: $itemId\n    limit: $limit\n    filter: $filter\n    excludeItemIds: $excludeItemIds\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n    modelVersion: $modelVersion\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query TrainingRun($runId: ID!) {\n  trainingRun(runId: $runId) {\n    ...TrainingRunFields\n  }\n}"): (typeof documents)["query TrainingRun($runId: ID!) {\n  trainingRun(runId: $runId) {\n    ...TrainingRunFields\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment TrainingRunFields on TrainingRun {\n  runId\n  status\n  trigger\n  requestedBy\n  startedAt\n  endedAt\n  reason\n  stages {\n    stage\n    startedAt\n  }\n  dataReport {\n    refusals\n    tooLittle\n    fingerprint\n    interactions\n    users\n    items\n    newInteractions\n    rejected {\n      reason\n      count\n    }\n    trainedUntil\n    judgedInteractions\n    judgedUsers\n    eventTypes {\n      eventType\n      share\n    }\n    drift {\n      measures {\n        name\n        value\n        threshold\n      }\n      drifted\n      windows\n    }\n  }\n  verdict {\n    ...JudgeVerdictFields\n  }\n  observations {\n    stage\n    at\n    requests\n    errorRate\n    championErrorRate\n    latencyMilliseconds\n    championLatencyMilliseconds\n    overlap\n    clickRate\n    championClickRate\n    decision\n    reason\n  }\n  collectedUntil\n  modelVersion\n}"): (typeof documents)["fragment TrainingRunFields on TrainingRun {\n  runId\n  status\n  trigger\n  requestedBy\n  startedAt\n  endedAt\n  reason\n  stages {\n    stage\n    startedAt\n  }\n  dataReport {\n    refusals\n    tooLittle\n    fingerprint\n    interactions\n    users\n    items\n    newInteractions\n    rejected {\n      reason\n      count\n    }\n    trainedUntil\n    judgedInteractions\n    judgedUsers\n    eventTypes {\n      eventType\n      share\n    }\n    drift {\n      measures {\n        name\n        value\n        threshold\n      }\n      drifted\n      windows\n    }\n  }\n  verdict {\n    ...JudgeVerdictFields\n  }\n  observations {\n    stage\n    at\n    requests\n    errorRate\n    championErrorRate\n    latencyMilliseconds\n    championLatencyMilliseconds\n    overlap\n    clickRate\n    championClickRate\n    decision\n    reason\n  }\n  collectedUntil\n  modelVersion\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query TrainingRuns($limit: Int, $nextToken: String) {\n  trainingRuns(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...TrainingRunFields\n    }\n    nextToken\n  }\n}"): (typeof documents)["query TrainingRuns($limit: Int, $nextToken: String) {\n  trainingRuns(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...TrainingRunFields\n    }\n    nextToken\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query TrendingItems($window: TrendingWindow, $category: String, $limit: Int, $nextToken: String) {\n  trendingItems(\n    window: $window\n    category: $category\n    limit: $limit\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}"): (typeof documents)["query TrendingItems($window: TrendingWindow, $category: String, $limit: Int, $nextToken: String) {\n  trendingItems(\n    window: $window\n    category: $category\n    limit: $limit\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query UserData($userId: ID, $limit: Int, $nextToken: String) {\n  userData(userId: $userId, limit: $limit, nextToken: $nextToken) {\n    items {\n      kind\n      key\n      expiresAt\n      data\n    }\n    nextToken\n  }\n}"): (typeof documents)["query UserData($userId: ID, $limit: Int, $nextToken: String) {\n  userData(userId: $userId, limit: $limit, nextToken: $nextToken) {\n    items {\n      kind\n      key\n      expiresAt\n      data\n    }\n    nextToken\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;