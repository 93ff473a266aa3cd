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
    "query Anomalies($from: AWSDateTime, $limit: Int, $nextToken: String) {\n  anomalies(from: $from, limit: $limit, nextToken: $nextToken) {\n    items {\n      ...AnomalyFields\n    }\n    nextToken\n  }\n}": typeof types.AnomaliesDocument,
    "fragment AnomalyFields on Anomaly {\n  anomalyId\n  kind\n  userId\n  itemId\n  score\n  threshold\n  events\n  markedAt\n  until\n  clearedAt\n  clearedBy\n}": typeof types.AnomalyFieldsFragmentDoc,
    "query AuditLog($from: AWSDateTime, $to: AWSDateTime, $limit: Int, $nextToken: String) {\n  auditLog(from: $from, to: $to, limit: $limit, nextToken: $nextToken) {\n    items {\n      auditId\n      at\n      actor\n      action\n      subjects\n    }\n    nextToken\n  }\n}": typeof types.AuditLogDocument,
    "query BatchRecommendation($batchId: ID!) {\n  batchRecommendation(batchId: $batchId) {\n    ...BatchRecommendationFields\n  }\n}": typeof types.BatchRecommendationDocument,
    "fragment BatchRecommendationFields on BatchRecommendation {\n  batchId\n  status\n  placement\n  limit\n  store\n  usersKey\n  modelVersion\n  requestedBy\n  startedAt\n  endedAt\n  reason\n  stages {\n    stage\n    startedAt\n  }\n  users\n  lists\n  skipped {\n    reason\n    count\n  }\n  rejected {\n    reason\n    count\n  }\n  stored {\n    stored\n    superseded\n    unstorable\n  }\n  listsPrefix\n}": typeof types.BatchRecommendationFieldsFragmentDoc,
    "query BatchRecommendations($limit: Int, $nextToken: String) {\n  batchRecommendations(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...BatchRecommendationFields\n    }\n    nextToken\n  }\n}": typeof types.BatchRecommendationsDocument,
    "mutation ClearAnomaly($input: ClearAnomalyInput!) {\n  clearAnomaly(input: $input) {\n    anomaly {\n      ...AnomalyFields\n    }\n    counted\n    remaining\n  }\n}": typeof types.ClearAnomalyDocument,
    "query CompareModels($userId: ID!, $versions: [ID!]!, $limit: Int) {\n  compareModels(userId: $userId, versions: $versions, limit: $limit) {\n    userId\n    lists {\n      modelVersion\n      items {\n        itemId\n        score\n      }\n      failure\n      latencyMilliseconds\n    }\n    overlaps {\n      modelVersions\n      overlap\n    }\n  }\n}": typeof types.CompareModelsDocument,
    "query CountedCosts($hours: Int) {\n  countedCosts(hours: $hours) {\n    from\n    until\n    region\n    pricedOn\n    rows {\n      service\n      unit\n      units\n      price\n      dollars\n      scope\n    }\n  }\n}": typeof types.CountedCostsDocument,
    "mutation CreateVisitor {\n  createVisitor {\n    visitorId\n    anonymousId\n    expiresAt\n  }\n}": typeof types.CreateVisitorDocument,
    "query DeadLetters($limit: Int) {\n  deadLetters(limit: $limit) {\n    messageId\n    kind\n    code\n    reason\n    sentAt\n    userId\n    itemId\n    eventId\n    placement\n  }\n}": typeof types.DeadLettersDocument,
    "mutation DeleteItem($input: DeleteItemInput!) {\n  deleteItem(input: $input) {\n    ...ItemFields\n  }\n}": typeof types.DeleteItemDocument,
    "mutation DeletePlacement($placement: String!, $revision: Int!) {\n  deletePlacement(placement: $placement, revision: $revision) {\n    ...PlacementFields\n  }\n}": typeof types.DeletePlacementDocument,
    "mutation DeleteUserData($input: DeleteUserDataInput) {\n  deleteUserData(input: $input) {\n    ...ErasureReceiptFields\n  }\n}": typeof types.DeleteUserDataDocument,
    "query DeploymentHealth {\n  deploymentHealth {\n    checkedAt\n    alarms {\n      name\n      state\n      reason\n      since\n      description\n    }\n    tables {\n      name\n      status\n      rows\n      bytes\n    }\n    stream {\n      iteratorAgeMs\n      batches\n      errors\n    }\n    endpoint {\n      modelVersion\n      status\n    }\n    deadLetters\n  }\n}": typeof types.DeploymentHealthDocument,
    "mutation EndExperiment($experimentId: ID!, $promote: ID) {\n  endExperiment(experimentId: $experimentId, promote: $promote) {\n    ...ExperimentFields\n  }\n}": typeof types.EndExperimentDocument,
    "query ErasureReceipt($userId: ID) {\n  erasureReceipt(userId: $userId) {\n    ...ErasureReceiptFields\n  }\n}": typeof types.ErasureReceiptDocument,
    "fragment ErasureReceiptFields on ErasureReceipt {\n  erasureId\n  userId\n  status\n  requestedAt\n  erasedAt\n  erased {\n    kind\n    count\n  }\n  remaining {\n    place\n    modelVersion\n    until\n    note\n  }\n}": typeof types.ErasureReceiptFieldsFragmentDoc,
    "fragment EstimateFields on EstimateInterval {\n  estimate\n  low\n  high\n}\n\nquery EvaluatePolicy($placement: String!, $from: AWSDate!, $to: AWSDate!, $policy: ExplorationPolicyInput!, $goal: ExperimentGoal) {\n  evaluatePolicy(\n    placement: $placement\n    from: $from\n    to: $to\n    policy: $policy\n    goal: $goal\n  ) {\n    explored\n    groups\n    logged {\n      ...EstimateFields\n    }\n    ips {\n      ...EstimateFields\n    }\n    snips {\n      ...EstimateFields\n    }\n    doublyRobust {\n      ...EstimateFields\n    }\n    effectiveDecisions\n    greatestWeight\n    shallowShare\n  }\n}": typeof types.EstimateFieldsFragmentDoc,
    "query Experiment($experimentId: ID!) {\n  experiment(experimentId: $experimentId) {\n    ...ExperimentFields\n    variants {\n      settings {\n        ...PlacementSettingsFields\n      }\n    }\n  }\n}": typeof types.ExperimentDocument,
    "fragment ExperimentDifferenceFields on ExperimentDifference {\n  estimate\n  low\n  high\n  pValue\n}": typeof types.ExperimentDifferenceFieldsFragmentDoc,
    "fragment ExperimentFields on Experiment {\n  experimentId\n  revision\n  status\n  placement\n  variants {\n    variant\n    share\n    modelVersion\n  }\n  goal\n  revenueCap\n  windowSeconds\n  expectedRate\n  smallestEffect\n  usersNeeded\n  guards {\n    metric\n    margin\n  }\n  segments\n  allocation\n  smallestShare\n  createdAt\n  startedAt\n  endedAt\n  endReason\n  promoted\n  updatedAt\n  updatedBy\n}": typeof types.ExperimentFieldsFragmentDoc,
    "query ExperimentResults($experimentId: ID!) {\n  experimentResults(experimentId: $experimentId) {\n    experiment {\n      ...ExperimentFields\n    }\n    users\n    suspects\n    unclear\n    countedUntil\n    variants {\n      variant\n      share\n      users\n      outcomes\n      rate {\n        estimate\n        low\n        high\n      }\n      revenue\n      dislikes\n      degraded\n      verdict\n      difference {\n        ...ExperimentDifferenceFields\n      }\n      guards {\n        metric\n        isBroken\n        difference {\n          ...ExperimentDifferenceFields\n        }\n      }\n      segments {\n        segment\n        users\n        difference {\n          ...ExperimentDifferenceFields\n        }\n      }\n    }\n    splits {\n      from\n      shares {\n        variant\n        share\n      }\n    }\n  }\n}": typeof types.ExperimentResultsDocument,
    "query Experiments($limit: Int, $nextToken: String) {\n  experiments(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ExperimentFields\n    }\n    nextToken\n  }\n}": typeof types.ExperimentsDocument,
    "query ExplainItem($userId: ID, $itemId: ID!, $placement: String, $limit: Int, $filter: ItemFilterInput, $excludeItemIds: [ID!]) {\n  explainItem(\n    userId: $userId\n    itemId: $itemId\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    excludeItemIds: $excludeItemIds\n  ) {\n    userId\n    itemId\n    placement\n    experimentId\n    variant\n    isListed\n    findings {\n      code\n      keepsOut\n      message\n      remedy\n    }\n    score\n    rank\n    rankedItems\n    eligibleRank\n    components {\n      name\n      share\n      rank\n    }\n    reasons {\n      code\n      share\n      evidence {\n        itemIds\n        attributes\n      }\n    }\n    modelVersion\n  }\n}": typeof types.ExplainItemDocument,
    "fragment InteractionFields on Interaction {\n  userId\n  itemId\n  eventType\n  eventValue\n  eventId\n  timestamp\n  recordedAt\n  sessionId\n  recommendationId\n  position\n  context {\n    device\n    locale\n    hourOfDay\n    dayOfWeek\n    attributes\n  }\n  properties\n}": typeof types.InteractionFieldsFragmentDoc,
    "query Interactions($userId: ID, $eventType: EventType, $limit: Int, $nextToken: String) {\n  interactions(\n    userId: $userId\n    eventType: $eventType\n    limit: $limit\n    nextToken: $nextToken\n  ) {\n    items {\n      ...InteractionFields\n    }\n    nextToken\n  }\n}": typeof types.InteractionsDocument,
    "query Item($itemId: ID!) {\n  item(itemId: $itemId) {\n    ...ItemFields\n  }\n}": typeof types.ItemDocument,
    "fragment ItemFields on Item {\n  itemId\n  title\n  description\n  categories\n  tags\n  brand\n  creator\n  price\n  imageUrl\n  availableFrom\n  availableUntil\n  hidden\n  attributes\n  createdAt\n  updatedAt\n}": typeof types.ItemFieldsFragmentDoc,
    "query Items($filter: ItemFilterInput, $limit: Int, $nextToken: String) {\n  items(filter: $filter, limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ItemFields\n    }\n    nextToken\n  }\n}": typeof types.ItemsDocument,
    "fragment JudgeVerdictFields on JudgeVerdict {\n  challenger\n  champion\n  isAccepted\n  reason\n  segments {\n    segment\n    cases\n    championNdcg\n    challengerNdcg\n    difference {\n      value\n      low\n      high\n    }\n  }\n  coverage {\n    champion\n    challenger\n  }\n  diversity {\n    champion\n    challenger\n  }\n  novelty {\n    champion\n    challenger\n  }\n}": typeof types.JudgeVerdictFieldsFragmentDoc,
    "fragment ListMetricsFields on ListMetrics {\n  impressions\n  clicks\n  carts\n  conversions\n  revenue\n  clickRate {\n    value\n    low\n    high\n  }\n  cartRate {\n    value\n    low\n    high\n  }\n  conversionRate {\n    value\n    low\n    high\n  }\n  degradedShare\n  itemsShown\n  coverage\n}": typeof types.ListMetricsFieldsFragmentDoc,
    "query LiveModel {\n  liveModel {\n    ...LiveModelFields\n  }\n}": typeof types.LiveModelDocument,
    "fragment LiveModelFields on LiveModel {\n  revision\n  champion {\n    modelVersion\n    endpointName\n  }\n  challenger {\n    modelVersion\n    endpointName\n    stage\n    share\n  }\n  updatedAt\n  updatedBy\n}": typeof types.LiveModelFieldsFragmentDoc,
    "fragment MergeFields on Merge {\n  visitorId\n  userId\n  status\n  mergedAt\n  undoUntil\n  moved\n}": typeof types.MergeFieldsFragmentDoc,
    "mutation MergeUser($input: MergeUserInput!) {\n  mergeUser(input: $input) {\n    ...MergeFields\n  }\n}": typeof types.MergeUserDocument,
    "query ModelHealth {\n  modelHealth {\n    watchedUntil\n    drifted\n    measures {\n      name\n      value\n      threshold\n      observed\n      expected\n    }\n    days\n    lists\n    sources {\n      source\n      share\n    }\n    retrainingRunId\n    retrainingStartedAt\n  }\n}": typeof types.ModelHealthDocument,
    "query ModelVersion($modelVersion: ID!) {\n  modelVersion(modelVersion: $modelVersion) {\n    ...ModelVersionFields\n  }\n}": typeof types.ModelVersionDocument,
    "fragment ModelVersionFields on ModelVersion {\n  modelVersion\n  status\n  createdAt\n  endpointName\n  retiredAt\n  artifact\n  verdict {\n    ...JudgeVerdictFields\n  }\n  lineage {\n    runId\n    dataFingerprint\n    trainedUntil\n    interactions\n    items\n    users\n    seed\n    hyperparameters\n    image\n  }\n  reason\n}": typeof types.ModelVersionFieldsFragmentDoc,
    "query ModelVersions($limit: Int, $nextToken: String) {\n  modelVersions(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ModelVersionFields\n    }\n    nextToken\n  }\n}": typeof types.ModelVersionsDocument,
    "subscription OnRecommendation($userId: ID!, $placement: String) {\n  onRecommendation(userId: $userId, placement: $placement) {\n    ...RecommendationListFields\n  }\n}": typeof types.OnRecommendationDocument,
    "query Placement($placement: String!) {\n  placement(placement: $placement) {\n    ...PlacementFields\n  }\n}": typeof types.PlacementDocument,
    "fragment PlacementFields on Placement {\n  placement\n  revision\n  settings {\n    ...PlacementSettingsFields\n  }\n  experimentId\n  updatedAt\n  updatedBy\n}": typeof types.PlacementFieldsFragmentDoc,
    "fragment PlacementSettingsFields on PlacementSettings {\n  filter\n  diversity\n  freshness\n  exploration\n  explorationDepth\n  lowersPassedOver\n  pinned {\n    itemId\n    from\n    until\n  }\n  boosted {\n    itemId\n    category\n    factor\n    from\n    until\n  }\n  buried {\n    itemId\n    category\n    from\n    until\n  }\n  fallback\n  eventTypes\n  maximumItems\n  maxLatencyMs\n}": typeof types.PlacementSettingsFieldsFragmentDoc,
    "query Placements($limit: Int, $nextToken: String) {\n  placements(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...PlacementFields\n    }\n    nextToken\n  }\n}": typeof types.PlacementsDocument,
    "query PopularItems($filter: ItemFilterInput, $limit: Int, $maxLatencyMs: Int, $modelVersion: ID, $nextToken: String) {\n  popularItems(\n    filter: $filter\n    limit: $limit\n    maxLatencyMs: $maxLatencyMs\n    modelVersion: $modelVersion\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": typeof types.PopularItemsDocument,
    "mutation PublishRecommendation($input: PublishRecommendationInput!) {\n  publishRecommendation(input: $input) {\n    ...RecommendationListFields\n  }\n}": typeof types.PublishRecommendationDocument,
    "mutation PutExperiment($input: PutExperimentInput!) {\n  putExperiment(input: $input) {\n    ...ExperimentFields\n  }\n}": typeof types.PutExperimentDocument,
    "mutation PutItem($input: PutItemInput!) {\n  putItem(input: $input) {\n    ...ItemFields\n  }\n}": typeof types.PutItemDocument,
    "mutation PutItems($input: PutItemsInput!) {\n  putItems(input: $input) {\n    results {\n      itemId\n      item {\n        ...ItemFields\n      }\n      errorType\n      message\n    }\n  }\n}": typeof types.PutItemsDocument,
    "mutation PutPlacement($input: PutPlacementInput!) {\n  putPlacement(input: $input) {\n    ...PlacementFields\n  }\n}": typeof types.PutPlacementDocument,
    "fragment RecommendationListFields on RecommendationList {\n  recommendationId\n  userId\n  placement\n  items {\n    itemId\n    score\n    reasons {\n      code\n      share\n      evidence {\n        itemIds\n        attributes\n      }\n    }\n    item {\n      ...ItemFields\n    }\n  }\n  nextToken\n  source\n  degraded\n  degradedReason\n  modelVersion\n  generatedAt\n  basedOn\n  notices {\n    code\n    message\n  }\n}": typeof types.RecommendationListFieldsFragmentDoc,
    "query RecommendationMetrics($from: AWSDate!, $to: AWSDate!, $placement: String, $groupBy: MetricGrouping) {\n  recommendationMetrics(\n    from: $from\n    to: $to\n    placement: $placement\n    groupBy: $groupBy\n  ) {\n    total {\n      ...ListMetricsFields\n    }\n    groups {\n      day\n      placement\n      experimentId\n      variant\n      modelVersion\n      source\n      position\n      ...ListMetricsFields\n    }\n    catalogueItems\n  }\n}": typeof types.RecommendationMetricsDocument,
    "query Recommendations($userId: ID, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $modelVersion: ID, $nextToken: String) {\n  recommendations(\n    userId: $userId\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    context: $context\n    excludeItemIds: $excludeItemIds\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n    modelVersion: $modelVersion\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": typeof types.RecommendationsDocument,
    "query RecommendationsFor($history: [HistoryEntryInput!]!, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $nextToken: String) {\n  recommendationsFor(\n    history: $history\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    context: $context\n    excludeItemIds: $excludeItemIds\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": typeof types.RecommendationsForDocument,
    "mutation RecordInteraction($input: RecordInteractionInput!) {\n  recordInteraction(input: $input) {\n    ...InteractionFields\n  }\n}": typeof types.RecordInteractionDocument,
    "mutation RecordInteractions($input: RecordInteractionsInput!) {\n  recordInteractions(input: $input) {\n    results {\n      outcome\n      interaction {\n        ...InteractionFields\n      }\n      errorType\n      message\n    }\n  }\n}": typeof types.RecordInteractionsDocument,
    "mutation ReplayDeadLetters($input: ReplayDeadLettersInput) {\n  replayDeadLetters(input: $input) {\n    replayed\n    failures {\n      messageId\n      code\n      reason\n    }\n    waiting\n  }\n}": typeof types.ReplayDeadLettersDocument,
    "mutation RequestBatchRecommendations($input: RequestBatchRecommendationsInput) {\n  requestBatchRecommendations(input: $input) {\n    batchId\n  }\n}": typeof types.RequestBatchRecommendationsDocument,
    "mutation RequestTraining($input: RequestTrainingInput) {\n  requestTraining(input: $input) {\n    runId\n  }\n}": typeof types.RequestTrainingDocument,
    "query RerankItems($userId: ID, $itemIds: [ID!]!, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $diversity: Float, $explain: Boolean, $maxLatencyMs: Int) {\n  rerankItems(\n    userId: $userId\n    itemIds: $itemIds\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    context: $context\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n  ) {\n    ...RecommendationListFields\n  }\n}": typeof types.RerankItemsDocument,
    "mutation SetLiveModel($input: SetLiveModelInput!) {\n  setLiveModel(input: $input) {\n    ...LiveModelFields\n  }\n}": typeof types.SetLiveModelDocument,
    "query SimilarItems($itemId: ID!, $limit: Int, $filter: ItemFilterInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $modelVersion: ID, $nextToken: String) {\n  similarItems(\n    itemId: $itemId\n    limit: $limit\n    filter: $filter\n    excludeItemIds: $excludeItemIds\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n    modelVersion: $modelVersion\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": typeof types.SimilarItemsDocument,
    "query SimilarUsers($userId: ID!, $limit: Int) {\n  similarUsers(userId: $userId, limit: $limit) {\n    userId\n    similarity\n    commonItemIds\n  }\n}": typeof types.SimilarUsersDocument,
    "query TrainingRun($runId: ID!) {\n  trainingRun(runId: $runId) {\n    ...TrainingRunFields\n  }\n}": typeof types.TrainingRunDocument,
    "fragment TrainingRunFields on TrainingRun {\n  runId\n  status\n  trigger\n  requestedBy\n  startedAt\n  endedAt\n  reason\n  stages {\n    stage\n    startedAt\n  }\n  dataReport {\n    refusals\n    tooLittle\n    fingerprint\n    interactions\n    users\n    items\n    newInteractions\n    rejected {\n      reason\n      count\n    }\n    trainedUntil\n    judgedInteractions\n    judgedUsers\n    eventTypes {\n      eventType\n      share\n    }\n    drift {\n      measures {\n        name\n        value\n        threshold\n      }\n      drifted\n      windows\n    }\n  }\n  verdict {\n    ...JudgeVerdictFields\n  }\n  observations {\n    stage\n    at\n    requests\n    errorRate\n    championErrorRate\n    latencyMilliseconds\n    championLatencyMilliseconds\n    overlap\n    clickRate\n    championClickRate\n    decision\n    reason\n  }\n  collectedUntil\n  modelVersion\n}": typeof types.TrainingRunFieldsFragmentDoc,
    "query TrainingRuns($limit: Int, $nextToken: String) {\n  trainingRuns(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...TrainingRunFields\n    }\n    nextToken\n  }\n}": typeof types.TrainingRunsDocument,
    "query TrendingItems($window: TrendingWindow, $category: String, $limit: Int, $nextToken: String) {\n  trendingItems(\n    window: $window\n    category: $category\n    limit: $limit\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": typeof types.TrendingItemsDocument,
    "mutation UndoMerge($input: UndoMergeInput!) {\n  undoMerge(input: $input) {\n    ...MergeFields\n  }\n}": typeof types.UndoMergeDocument,
    "query UserData($userId: ID, $limit: Int, $nextToken: String) {\n  userData(userId: $userId, limit: $limit, nextToken: $nextToken) {\n    items {\n      kind\n      key\n      expiresAt\n      data\n    }\n    nextToken\n  }\n}": typeof types.UserDataDocument,
};
const documents: Documents = {
    "query Anomalies($from: AWSDateTime, $limit: Int, $nextToken: String) {\n  anomalies(from: $from, limit: $limit, nextToken: $nextToken) {\n    items {\n      ...AnomalyFields\n    }\n    nextToken\n  }\n}": types.AnomaliesDocument,
    "fragment AnomalyFields on Anomaly {\n  anomalyId\n  kind\n  userId\n  itemId\n  score\n  threshold\n  events\n  markedAt\n  until\n  clearedAt\n  clearedBy\n}": types.AnomalyFieldsFragmentDoc,
    "query AuditLog($from: AWSDateTime, $to: AWSDateTime, $limit: Int, $nextToken: String) {\n  auditLog(from: $from, to: $to, limit: $limit, nextToken: $nextToken) {\n    items {\n      auditId\n      at\n      actor\n      action\n      subjects\n    }\n    nextToken\n  }\n}": types.AuditLogDocument,
    "query BatchRecommendation($batchId: ID!) {\n  batchRecommendation(batchId: $batchId) {\n    ...BatchRecommendationFields\n  }\n}": types.BatchRecommendationDocument,
    "fragment BatchRecommendationFields on BatchRecommendation {\n  batchId\n  status\n  placement\n  limit\n  store\n  usersKey\n  modelVersion\n  requestedBy\n  startedAt\n  endedAt\n  reason\n  stages {\n    stage\n    startedAt\n  }\n  users\n  lists\n  skipped {\n    reason\n    count\n  }\n  rejected {\n    reason\n    count\n  }\n  stored {\n    stored\n    superseded\n    unstorable\n  }\n  listsPrefix\n}": types.BatchRecommendationFieldsFragmentDoc,
    "query BatchRecommendations($limit: Int, $nextToken: String) {\n  batchRecommendations(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...BatchRecommendationFields\n    }\n    nextToken\n  }\n}": types.BatchRecommendationsDocument,
    "mutation ClearAnomaly($input: ClearAnomalyInput!) {\n  clearAnomaly(input: $input) {\n    anomaly {\n      ...AnomalyFields\n    }\n    counted\n    remaining\n  }\n}": types.ClearAnomalyDocument,
    "query CompareModels($userId: ID!, $versions: [ID!]!, $limit: Int) {\n  compareModels(userId: $userId, versions: $versions, limit: $limit) {\n    userId\n    lists {\n      modelVersion\n      items {\n        itemId\n        score\n      }\n      failure\n      latencyMilliseconds\n    }\n    overlaps {\n      modelVersions\n      overlap\n    }\n  }\n}": types.CompareModelsDocument,
    "query CountedCosts($hours: Int) {\n  countedCosts(hours: $hours) {\n    from\n    until\n    region\n    pricedOn\n    rows {\n      service\n      unit\n      units\n      price\n      dollars\n      scope\n    }\n  }\n}": types.CountedCostsDocument,
    "mutation CreateVisitor {\n  createVisitor {\n    visitorId\n    anonymousId\n    expiresAt\n  }\n}": types.CreateVisitorDocument,
    "query DeadLetters($limit: Int) {\n  deadLetters(limit: $limit) {\n    messageId\n    kind\n    code\n    reason\n    sentAt\n    userId\n    itemId\n    eventId\n    placement\n  }\n}": types.DeadLettersDocument,
    "mutation DeleteItem($input: DeleteItemInput!) {\n  deleteItem(input: $input) {\n    ...ItemFields\n  }\n}": types.DeleteItemDocument,
    "mutation DeletePlacement($placement: String!, $revision: Int!) {\n  deletePlacement(placement: $placement, revision: $revision) {\n    ...PlacementFields\n  }\n}": types.DeletePlacementDocument,
    "mutation DeleteUserData($input: DeleteUserDataInput) {\n  deleteUserData(input: $input) {\n    ...ErasureReceiptFields\n  }\n}": types.DeleteUserDataDocument,
    "query DeploymentHealth {\n  deploymentHealth {\n    checkedAt\n    alarms {\n      name\n      state\n      reason\n      since\n      description\n    }\n    tables {\n      name\n      status\n      rows\n      bytes\n    }\n    stream {\n      iteratorAgeMs\n      batches\n      errors\n    }\n    endpoint {\n      modelVersion\n      status\n    }\n    deadLetters\n  }\n}": types.DeploymentHealthDocument,
    "mutation EndExperiment($experimentId: ID!, $promote: ID) {\n  endExperiment(experimentId: $experimentId, promote: $promote) {\n    ...ExperimentFields\n  }\n}": types.EndExperimentDocument,
    "query ErasureReceipt($userId: ID) {\n  erasureReceipt(userId: $userId) {\n    ...ErasureReceiptFields\n  }\n}": types.ErasureReceiptDocument,
    "fragment ErasureReceiptFields on ErasureReceipt {\n  erasureId\n  userId\n  status\n  requestedAt\n  erasedAt\n  erased {\n    kind\n    count\n  }\n  remaining {\n    place\n    modelVersion\n    until\n    note\n  }\n}": types.ErasureReceiptFieldsFragmentDoc,
    "fragment EstimateFields on EstimateInterval {\n  estimate\n  low\n  high\n}\n\nquery EvaluatePolicy($placement: String!, $from: AWSDate!, $to: AWSDate!, $policy: ExplorationPolicyInput!, $goal: ExperimentGoal) {\n  evaluatePolicy(\n    placement: $placement\n    from: $from\n    to: $to\n    policy: $policy\n    goal: $goal\n  ) {\n    explored\n    groups\n    logged {\n      ...EstimateFields\n    }\n    ips {\n      ...EstimateFields\n    }\n    snips {\n      ...EstimateFields\n    }\n    doublyRobust {\n      ...EstimateFields\n    }\n    effectiveDecisions\n    greatestWeight\n    shallowShare\n  }\n}": types.EstimateFieldsFragmentDoc,
    "query Experiment($experimentId: ID!) {\n  experiment(experimentId: $experimentId) {\n    ...ExperimentFields\n    variants {\n      settings {\n        ...PlacementSettingsFields\n      }\n    }\n  }\n}": types.ExperimentDocument,
    "fragment ExperimentDifferenceFields on ExperimentDifference {\n  estimate\n  low\n  high\n  pValue\n}": types.ExperimentDifferenceFieldsFragmentDoc,
    "fragment ExperimentFields on Experiment {\n  experimentId\n  revision\n  status\n  placement\n  variants {\n    variant\n    share\n    modelVersion\n  }\n  goal\n  revenueCap\n  windowSeconds\n  expectedRate\n  smallestEffect\n  usersNeeded\n  guards {\n    metric\n    margin\n  }\n  segments\n  allocation\n  smallestShare\n  createdAt\n  startedAt\n  endedAt\n  endReason\n  promoted\n  updatedAt\n  updatedBy\n}": types.ExperimentFieldsFragmentDoc,
    "query ExperimentResults($experimentId: ID!) {\n  experimentResults(experimentId: $experimentId) {\n    experiment {\n      ...ExperimentFields\n    }\n    users\n    suspects\n    unclear\n    countedUntil\n    variants {\n      variant\n      share\n      users\n      outcomes\n      rate {\n        estimate\n        low\n        high\n      }\n      revenue\n      dislikes\n      degraded\n      verdict\n      difference {\n        ...ExperimentDifferenceFields\n      }\n      guards {\n        metric\n        isBroken\n        difference {\n          ...ExperimentDifferenceFields\n        }\n      }\n      segments {\n        segment\n        users\n        difference {\n          ...ExperimentDifferenceFields\n        }\n      }\n    }\n    splits {\n      from\n      shares {\n        variant\n        share\n      }\n    }\n  }\n}": types.ExperimentResultsDocument,
    "query Experiments($limit: Int, $nextToken: String) {\n  experiments(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ExperimentFields\n    }\n    nextToken\n  }\n}": types.ExperimentsDocument,
    "query ExplainItem($userId: ID, $itemId: ID!, $placement: String, $limit: Int, $filter: ItemFilterInput, $excludeItemIds: [ID!]) {\n  explainItem(\n    userId: $userId\n    itemId: $itemId\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    excludeItemIds: $excludeItemIds\n  ) {\n    userId\n    itemId\n    placement\n    experimentId\n    variant\n    isListed\n    findings {\n      code\n      keepsOut\n      message\n      remedy\n    }\n    score\n    rank\n    rankedItems\n    eligibleRank\n    components {\n      name\n      share\n      rank\n    }\n    reasons {\n      code\n      share\n      evidence {\n        itemIds\n        attributes\n      }\n    }\n    modelVersion\n  }\n}": types.ExplainItemDocument,
    "fragment InteractionFields on Interaction {\n  userId\n  itemId\n  eventType\n  eventValue\n  eventId\n  timestamp\n  recordedAt\n  sessionId\n  recommendationId\n  position\n  context {\n    device\n    locale\n    hourOfDay\n    dayOfWeek\n    attributes\n  }\n  properties\n}": types.InteractionFieldsFragmentDoc,
    "query Interactions($userId: ID, $eventType: EventType, $limit: Int, $nextToken: String) {\n  interactions(\n    userId: $userId\n    eventType: $eventType\n    limit: $limit\n    nextToken: $nextToken\n  ) {\n    items {\n      ...InteractionFields\n    }\n    nextToken\n  }\n}": types.InteractionsDocument,
    "query Item($itemId: ID!) {\n  item(itemId: $itemId) {\n    ...ItemFields\n  }\n}": types.ItemDocument,
    "fragment ItemFields on Item {\n  itemId\n  title\n  description\n  categories\n  tags\n  brand\n  creator\n  price\n  imageUrl\n  availableFrom\n  availableUntil\n  hidden\n  attributes\n  createdAt\n  updatedAt\n}": types.ItemFieldsFragmentDoc,
    "query Items($filter: ItemFilterInput, $limit: Int, $nextToken: String) {\n  items(filter: $filter, limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ItemFields\n    }\n    nextToken\n  }\n}": types.ItemsDocument,
    "fragment JudgeVerdictFields on JudgeVerdict {\n  challenger\n  champion\n  isAccepted\n  reason\n  segments {\n    segment\n    cases\n    championNdcg\n    challengerNdcg\n    difference {\n      value\n      low\n      high\n    }\n  }\n  coverage {\n    champion\n    challenger\n  }\n  diversity {\n    champion\n    challenger\n  }\n  novelty {\n    champion\n    challenger\n  }\n}": types.JudgeVerdictFieldsFragmentDoc,
    "fragment ListMetricsFields on ListMetrics {\n  impressions\n  clicks\n  carts\n  conversions\n  revenue\n  clickRate {\n    value\n    low\n    high\n  }\n  cartRate {\n    value\n    low\n    high\n  }\n  conversionRate {\n    value\n    low\n    high\n  }\n  degradedShare\n  itemsShown\n  coverage\n}": types.ListMetricsFieldsFragmentDoc,
    "query LiveModel {\n  liveModel {\n    ...LiveModelFields\n  }\n}": types.LiveModelDocument,
    "fragment LiveModelFields on LiveModel {\n  revision\n  champion {\n    modelVersion\n    endpointName\n  }\n  challenger {\n    modelVersion\n    endpointName\n    stage\n    share\n  }\n  updatedAt\n  updatedBy\n}": types.LiveModelFieldsFragmentDoc,
    "fragment MergeFields on Merge {\n  visitorId\n  userId\n  status\n  mergedAt\n  undoUntil\n  moved\n}": types.MergeFieldsFragmentDoc,
    "mutation MergeUser($input: MergeUserInput!) {\n  mergeUser(input: $input) {\n    ...MergeFields\n  }\n}": types.MergeUserDocument,
    "query ModelHealth {\n  modelHealth {\n    watchedUntil\n    drifted\n    measures {\n      name\n      value\n      threshold\n      observed\n      expected\n    }\n    days\n    lists\n    sources {\n      source\n      share\n    }\n    retrainingRunId\n    retrainingStartedAt\n  }\n}": types.ModelHealthDocument,
    "query ModelVersion($modelVersion: ID!) {\n  modelVersion(modelVersion: $modelVersion) {\n    ...ModelVersionFields\n  }\n}": types.ModelVersionDocument,
    "fragment ModelVersionFields on ModelVersion {\n  modelVersion\n  status\n  createdAt\n  endpointName\n  retiredAt\n  artifact\n  verdict {\n    ...JudgeVerdictFields\n  }\n  lineage {\n    runId\n    dataFingerprint\n    trainedUntil\n    interactions\n    items\n    users\n    seed\n    hyperparameters\n    image\n  }\n  reason\n}": types.ModelVersionFieldsFragmentDoc,
    "query ModelVersions($limit: Int, $nextToken: String) {\n  modelVersions(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ModelVersionFields\n    }\n    nextToken\n  }\n}": types.ModelVersionsDocument,
    "subscription OnRecommendation($userId: ID!, $placement: String) {\n  onRecommendation(userId: $userId, placement: $placement) {\n    ...RecommendationListFields\n  }\n}": types.OnRecommendationDocument,
    "query Placement($placement: String!) {\n  placement(placement: $placement) {\n    ...PlacementFields\n  }\n}": types.PlacementDocument,
    "fragment PlacementFields on Placement {\n  placement\n  revision\n  settings {\n    ...PlacementSettingsFields\n  }\n  experimentId\n  updatedAt\n  updatedBy\n}": types.PlacementFieldsFragmentDoc,
    "fragment PlacementSettingsFields on PlacementSettings {\n  filter\n  diversity\n  freshness\n  exploration\n  explorationDepth\n  lowersPassedOver\n  pinned {\n    itemId\n    from\n    until\n  }\n  boosted {\n    itemId\n    category\n    factor\n    from\n    until\n  }\n  buried {\n    itemId\n    category\n    from\n    until\n  }\n  fallback\n  eventTypes\n  maximumItems\n  maxLatencyMs\n}": types.PlacementSettingsFieldsFragmentDoc,
    "query Placements($limit: Int, $nextToken: String) {\n  placements(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...PlacementFields\n    }\n    nextToken\n  }\n}": types.PlacementsDocument,
    "query PopularItems($filter: ItemFilterInput, $limit: Int, $maxLatencyMs: Int, $modelVersion: ID, $nextToken: String) {\n  popularItems(\n    filter: $filter\n    limit: $limit\n    maxLatencyMs: $maxLatencyMs\n    modelVersion: $modelVersion\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": types.PopularItemsDocument,
    "mutation PublishRecommendation($input: PublishRecommendationInput!) {\n  publishRecommendation(input: $input) {\n    ...RecommendationListFields\n  }\n}": types.PublishRecommendationDocument,
    "mutation PutExperiment($input: PutExperimentInput!) {\n  putExperiment(input: $input) {\n    ...ExperimentFields\n  }\n}": types.PutExperimentDocument,
    "mutation PutItem($input: PutItemInput!) {\n  putItem(input: $input) {\n    ...ItemFields\n  }\n}": types.PutItemDocument,
    "mutation PutItems($input: PutItemsInput!) {\n  putItems(input: $input) {\n    results {\n      itemId\n      item {\n        ...ItemFields\n      }\n      errorType\n      message\n    }\n  }\n}": types.PutItemsDocument,
    "mutation PutPlacement($input: PutPlacementInput!) {\n  putPlacement(input: $input) {\n    ...PlacementFields\n  }\n}": types.PutPlacementDocument,
    "fragment RecommendationListFields on RecommendationList {\n  recommendationId\n  userId\n  placement\n  items {\n    itemId\n    score\n    reasons {\n      code\n      share\n      evidence {\n        itemIds\n        attributes\n      }\n    }\n    item {\n      ...ItemFields\n    }\n  }\n  nextToken\n  source\n  degraded\n  degradedReason\n  modelVersion\n  generatedAt\n  basedOn\n  notices {\n    code\n    message\n  }\n}": types.RecommendationListFieldsFragmentDoc,
    "query RecommendationMetrics($from: AWSDate!, $to: AWSDate!, $placement: String, $groupBy: MetricGrouping) {\n  recommendationMetrics(\n    from: $from\n    to: $to\n    placement: $placement\n    groupBy: $groupBy\n  ) {\n    total {\n      ...ListMetricsFields\n    }\n    groups {\n      day\n      placement\n      experimentId\n      variant\n      modelVersion\n      source\n      position\n      ...ListMetricsFields\n    }\n    catalogueItems\n  }\n}": types.RecommendationMetricsDocument,
    "query Recommendations($userId: ID, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $modelVersion: ID, $nextToken: String) {\n  recommendations(\n    userId: $userId\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    context: $context\n    excludeItemIds: $excludeItemIds\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n    modelVersion: $modelVersion\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": types.RecommendationsDocument,
    "query RecommendationsFor($history: [HistoryEntryInput!]!, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $nextToken: String) {\n  recommendationsFor(\n    history: $history\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    context: $context\n    excludeItemIds: $excludeItemIds\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": types.RecommendationsForDocument,
    "mutation RecordInteraction($input: RecordInteractionInput!) {\n  recordInteraction(input: $input) {\n    ...InteractionFields\n  }\n}": types.RecordInteractionDocument,
    "mutation RecordInteractions($input: RecordInteractionsInput!) {\n  recordInteractions(input: $input) {\n    results {\n      outcome\n      interaction {\n        ...InteractionFields\n      }\n      errorType\n      message\n    }\n  }\n}": types.RecordInteractionsDocument,
    "mutation ReplayDeadLetters($input: ReplayDeadLettersInput) {\n  replayDeadLetters(input: $input) {\n    replayed\n    failures {\n      messageId\n      code\n      reason\n    }\n    waiting\n  }\n}": types.ReplayDeadLettersDocument,
    "mutation RequestBatchRecommendations($input: RequestBatchRecommendationsInput) {\n  requestBatchRecommendations(input: $input) {\n    batchId\n  }\n}": types.RequestBatchRecommendationsDocument,
    "mutation RequestTraining($input: RequestTrainingInput) {\n  requestTraining(input: $input) {\n    runId\n  }\n}": types.RequestTrainingDocument,
    "query RerankItems($userId: ID, $itemIds: [ID!]!, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $diversity: Float, $explain: Boolean, $maxLatencyMs: Int) {\n  rerankItems(\n    userId: $userId\n    itemIds: $itemIds\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    context: $context\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n  ) {\n    ...RecommendationListFields\n  }\n}": types.RerankItemsDocument,
    "mutation SetLiveModel($input: SetLiveModelInput!) {\n  setLiveModel(input: $input) {\n    ...LiveModelFields\n  }\n}": types.SetLiveModelDocument,
    "query SimilarItems($itemId: ID!, $limit: Int, $filter: ItemFilterInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $modelVersion: ID, $nextToken: String) {\n  similarItems(\n    itemId: $itemId\n    limit: $limit\n    filter: $filter\n    excludeItemIds: $excludeItemIds\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n    modelVersion: $modelVersion\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": types.SimilarItemsDocument,
    "query SimilarUsers($userId: ID!, $limit: Int) {\n  similarUsers(userId: $userId, limit: $limit) {\n    userId\n    similarity\n    commonItemIds\n  }\n}": types.SimilarUsersDocument,
    "query TrainingRun($runId: ID!) {\n  trainingRun(runId: $runId) {\n    ...TrainingRunFields\n  }\n}": types.TrainingRunDocument,
    "fragment TrainingRunFields on TrainingRun {\n  runId\n  status\n  trigger\n  requestedBy\n  startedAt\n  endedAt\n  reason\n  stages {\n    stage\n    startedAt\n  }\n  dataReport {\n    refusals\n    tooLittle\n    fingerprint\n    interactions\n    users\n    items\n    newInteractions\n    rejected {\n      reason\n      count\n    }\n    trainedUntil\n    judgedInteractions\n    judgedUsers\n    eventTypes {\n      eventType\n      share\n    }\n    drift {\n      measures {\n        name\n        value\n        threshold\n      }\n      drifted\n      windows\n    }\n  }\n  verdict {\n    ...JudgeVerdictFields\n  }\n  observations {\n    stage\n    at\n    requests\n    errorRate\n    championErrorRate\n    latencyMilliseconds\n    championLatencyMilliseconds\n    overlap\n    clickRate\n    championClickRate\n    decision\n    reason\n  }\n  collectedUntil\n  modelVersion\n}": types.TrainingRunFieldsFragmentDoc,
    "query TrainingRuns($limit: Int, $nextToken: String) {\n  trainingRuns(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...TrainingRunFields\n    }\n    nextToken\n  }\n}": types.TrainingRunsDocument,
    "query TrendingItems($window: TrendingWindow, $category: String, $limit: Int, $nextToken: String) {\n  trendingItems(\n    window: $window\n    category: $category\n    limit: $limit\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}": types.TrendingItemsDocument,
    "mutation UndoMerge($input: UndoMergeInput!) {\n  undoMerge(input: $input) {\n    ...MergeFields\n  }\n}": types.UndoMergeDocument,
    "query UserData($userId: ID, $limit: Int, $nextToken: String) {\n  userData(userId: $userId, limit: $limit, nextToken: $nextToken) {\n    items {\n      kind\n      key\n      expiresAt\n      data\n    }\n    nextToken\n  }\n}": types.UserDataDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Anomalies($from: AWSDateTime, $limit: Int, $nextToken: String) {\n  anomalies(from: $from, limit: $limit, nextToken: $nextToken) {\n    items {\n      ...AnomalyFields\n    }\n    nextToken\n  }\n}"): typeof import('./graphql.ts').AnomaliesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment AnomalyFields on Anomaly {\n  anomalyId\n  kind\n  userId\n  itemId\n  score\n  threshold\n  events\n  markedAt\n  until\n  clearedAt\n  clearedBy\n}"): typeof import('./graphql.ts').AnomalyFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query AuditLog($from: AWSDateTime, $to: AWSDateTime, $limit: Int, $nextToken: String) {\n  auditLog(from: $from, to: $to, limit: $limit, nextToken: $nextToken) {\n    items {\n      auditId\n      at\n      actor\n      action\n      subjects\n    }\n    nextToken\n  }\n}"): typeof import('./graphql.ts').AuditLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query BatchRecommendation($batchId: ID!) {\n  batchRecommendation(batchId: $batchId) {\n    ...BatchRecommendationFields\n  }\n}"): typeof import('./graphql.ts').BatchRecommendationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment BatchRecommendationFields on BatchRecommendation {\n  batchId\n  status\n  placement\n  limit\n  store\n  usersKey\n  modelVersion\n  requestedBy\n  startedAt\n  endedAt\n  reason\n  stages {\n    stage\n    startedAt\n  }\n  users\n  lists\n  skipped {\n    reason\n    count\n  }\n  rejected {\n    reason\n    count\n  }\n  stored {\n    stored\n    superseded\n    unstorable\n  }\n  listsPrefix\n}"): typeof import('./graphql.ts').BatchRecommendationFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query BatchRecommendations($limit: Int, $nextToken: String) {\n  batchRecommendations(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...BatchRecommendationFields\n    }\n    nextToken\n  }\n}"): typeof import('./graphql.ts').BatchRecommendationsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation ClearAnomaly($input: ClearAnomalyInput!) {\n  clearAnomaly(input: $input) {\n    anomaly {\n      ...AnomalyFields\n    }\n    counted\n    remaining\n  }\n}"): typeof import('./graphql.ts').ClearAnomalyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query CompareModels($userId: ID!, $versions: [ID!]!, $limit: Int) {\n  compareModels(userId: $userId, versions: $versions, limit: $limit) {\n    userId\n    lists {\n      modelVersion\n      items {\n        itemId\n        score\n      }\n      failure\n      latencyMilliseconds\n    }\n    overlaps {\n      modelVersions\n      overlap\n    }\n  }\n}"): typeof import('./graphql.ts').CompareModelsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query CountedCosts($hours: Int) {\n  countedCosts(hours: $hours) {\n    from\n    until\n    region\n    pricedOn\n    rows {\n      service\n      unit\n      units\n      price\n      dollars\n      scope\n    }\n  }\n}"): typeof import('./graphql.ts').CountedCostsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CreateVisitor {\n  createVisitor {\n    visitorId\n    anonymousId\n    expiresAt\n  }\n}"): typeof import('./graphql.ts').CreateVisitorDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query DeadLetters($limit: Int) {\n  deadLetters(limit: $limit) {\n    messageId\n    kind\n    code\n    reason\n    sentAt\n    userId\n    itemId\n    eventId\n    placement\n  }\n}"): typeof import('./graphql.ts').DeadLettersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation DeleteItem($input: DeleteItemInput!) {\n  deleteItem(input: $input) {\n    ...ItemFields\n  }\n}"): typeof import('./graphql.ts').DeleteItemDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation DeletePlacement($placement: String!, $revision: Int!) {\n  deletePlacement(placement: $placement, revision: $revision) {\n    ...PlacementFields\n  }\n}"): typeof import('./graphql.ts').DeletePlacementDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation DeleteUserData($input: DeleteUserDataInput) {\n  deleteUserData(input: $input) {\n    ...ErasureReceiptFields\n  }\n}"): typeof import('./graphql.ts').DeleteUserDataDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query DeploymentHealth {\n  deploymentHealth {\n    checkedAt\n    alarms {\n      name\n      state\n      reason\n      since\n      description\n    }\n    tables {\n      name\n      status\n      rows\n      bytes\n    }\n    stream {\n      iteratorAgeMs\n      batches\n      errors\n    }\n    endpoint {\n      modelVersion\n      status\n    }\n    deadLetters\n  }\n}"): typeof import('./graphql.ts').DeploymentHealthDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation EndExperiment($experimentId: ID!, $promote: ID) {\n  endExperiment(experimentId: $experimentId, promote: $promote) {\n    ...ExperimentFields\n  }\n}"): typeof import('./graphql.ts').EndExperimentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ErasureReceipt($userId: ID) {\n  erasureReceipt(userId: $userId) {\n    ...ErasureReceiptFields\n  }\n}"): typeof import('./graphql.ts').ErasureReceiptDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment ErasureReceiptFields on ErasureReceipt {\n  erasureId\n  userId\n  status\n  requestedAt\n  erasedAt\n  erased {\n    kind\n    count\n  }\n  remaining {\n    place\n    modelVersion\n    until\n    note\n  }\n}"): typeof import('./graphql.ts').ErasureReceiptFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment EstimateFields on EstimateInterval {\n  estimate\n  low\n  high\n}\n\nquery EvaluatePolicy($placement: String!, $from: AWSDate!, $to: AWSDate!, $policy: ExplorationPolicyInput!, $goal: ExperimentGoal) {\n  evaluatePolicy(\n    placement: $placement\n    from: $from\n    to: $to\n    policy: $policy\n    goal: $goal\n  ) {\n    explored\n    groups\n    logged {\n      ...EstimateFields\n    }\n    ips {\n      ...EstimateFields\n    }\n    snips {\n      ...EstimateFields\n    }\n    doublyRobust {\n      ...EstimateFields\n    }\n    effectiveDecisions\n    greatestWeight\n    shallowShare\n  }\n}"): typeof import('./graphql.ts').EstimateFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Experiment($experimentId: ID!) {\n  experiment(experimentId: $experimentId) {\n    ...ExperimentFields\n    variants {\n      settings {\n        ...PlacementSettingsFields\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').ExperimentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment ExperimentDifferenceFields on ExperimentDifference {\n  estimate\n  low\n  high\n  pValue\n}"): typeof import('./graphql.ts').ExperimentDifferenceFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment ExperimentFields on Experiment {\n  experimentId\n  revision\n  status\n  placement\n  variants {\n    variant\n    share\n    modelVersion\n  }\n  goal\n  revenueCap\n  windowSeconds\n  expectedRate\n  smallestEffect\n  usersNeeded\n  guards {\n    metric\n    margin\n  }\n  segments\n  allocation\n  smallestShare\n  createdAt\n  startedAt\n  endedAt\n  endReason\n  promoted\n  updatedAt\n  updatedBy\n}"): typeof import('./graphql.ts').ExperimentFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ExperimentResults($experimentId: ID!) {\n  experimentResults(experimentId: $experimentId) {\n    experiment {\n      ...ExperimentFields\n    }\n    users\n    suspects\n    unclear\n    countedUntil\n    variants {\n      variant\n      share\n      users\n      outcomes\n      rate {\n        estimate\n        low\n        high\n      }\n      revenue\n      dislikes\n      degraded\n      verdict\n      difference {\n        ...ExperimentDifferenceFields\n      }\n      guards {\n        metric\n        isBroken\n        difference {\n          ...ExperimentDifferenceFields\n        }\n      }\n      segments {\n        segment\n        users\n        difference {\n          ...ExperimentDifferenceFields\n        }\n      }\n    }\n    splits {\n      from\n      shares {\n        variant\n        share\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').ExperimentResultsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Experiments($limit: Int, $nextToken: String) {\n  experiments(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ExperimentFields\n    }\n    nextToken\n  }\n}"): typeof import('./graphql.ts').ExperimentsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ExplainItem($userId: ID, $itemId: ID!, $placement: String, $limit: Int, $filter: ItemFilterInput, $excludeItemIds: [ID!]) {\n  explainItem(\n    userId: $userId\n    itemId: $itemId\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    excludeItemIds: $excludeItemIds\n  ) {\n    userId\n    itemId\n    placement\n    experimentId\n    variant\n    isListed\n    findings {\n      code\n      keepsOut\n      message\n      remedy\n    }\n    score\n    rank\n    rankedItems\n    eligibleRank\n    components {\n      name\n      share\n      rank\n    }\n    reasons {\n      code\n      share\n      evidence {\n        itemIds\n        attributes\n      }\n    }\n    modelVersion\n  }\n}"): typeof import('./graphql.ts').ExplainItemDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment InteractionFields on Interaction {\n  userId\n  itemId\n  eventType\n  eventValue\n  eventId\n  timestamp\n  recordedAt\n  sessionId\n  recommendationId\n  position\n  context {\n    device\n    locale\n    hourOfDay\n    dayOfWeek\n    attributes\n  }\n  properties\n}"): typeof import('./graphql.ts').InteractionFieldsFragmentDoc;
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
export function graphql(source: "fragment JudgeVerdictFields on JudgeVerdict {\n  challenger\n  champion\n  isAccepted\n  reason\n  segments {\n    segment\n    cases\n    championNdcg\n    challengerNdcg\n    difference {\n      value\n      low\n      high\n    }\n  }\n  coverage {\n    champion\n    challenger\n  }\n  diversity {\n    champion\n    challenger\n  }\n  novelty {\n    champion\n    challenger\n  }\n}"): typeof import('./graphql.ts').JudgeVerdictFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment ListMetricsFields on ListMetrics {\n  impressions\n  clicks\n  carts\n  conversions\n  revenue\n  clickRate {\n    value\n    low\n    high\n  }\n  cartRate {\n    value\n    low\n    high\n  }\n  conversionRate {\n    value\n    low\n    high\n  }\n  degradedShare\n  itemsShown\n  coverage\n}"): typeof import('./graphql.ts').ListMetricsFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query LiveModel {\n  liveModel {\n    ...LiveModelFields\n  }\n}"): typeof import('./graphql.ts').LiveModelDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment LiveModelFields on LiveModel {\n  revision\n  champion {\n    modelVersion\n    endpointName\n  }\n  challenger {\n    modelVersion\n    endpointName\n    stage\n    share\n  }\n  updatedAt\n  updatedBy\n}"): typeof import('./graphql.ts').LiveModelFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment MergeFields on Merge {\n  visitorId\n  userId\n  status\n  mergedAt\n  undoUntil\n  moved\n}"): typeof import('./graphql.ts').MergeFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation MergeUser($input: MergeUserInput!) {\n  mergeUser(input: $input) {\n    ...MergeFields\n  }\n}"): typeof import('./graphql.ts').MergeUserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ModelHealth {\n  modelHealth {\n    watchedUntil\n    drifted\n    measures {\n      name\n      value\n      threshold\n      observed\n      expected\n    }\n    days\n    lists\n    sources {\n      source\n      share\n    }\n    retrainingRunId\n    retrainingStartedAt\n  }\n}"): typeof import('./graphql.ts').ModelHealthDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ModelVersion($modelVersion: ID!) {\n  modelVersion(modelVersion: $modelVersion) {\n    ...ModelVersionFields\n  }\n}"): typeof import('./graphql.ts').ModelVersionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment ModelVersionFields on ModelVersion {\n  modelVersion\n  status\n  createdAt\n  endpointName\n  retiredAt\n  artifact\n  verdict {\n    ...JudgeVerdictFields\n  }\n  lineage {\n    runId\n    dataFingerprint\n    trainedUntil\n    interactions\n    items\n    users\n    seed\n    hyperparameters\n    image\n  }\n  reason\n}"): typeof import('./graphql.ts').ModelVersionFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ModelVersions($limit: Int, $nextToken: String) {\n  modelVersions(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ModelVersionFields\n    }\n    nextToken\n  }\n}"): typeof import('./graphql.ts').ModelVersionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription OnRecommendation($userId: ID!, $placement: String) {\n  onRecommendation(userId: $userId, placement: $placement) {\n    ...RecommendationListFields\n  }\n}"): typeof import('./graphql.ts').OnRecommendationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Placement($placement: String!) {\n  placement(placement: $placement) {\n    ...PlacementFields\n  }\n}"): typeof import('./graphql.ts').PlacementDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment PlacementFields on Placement {\n  placement\n  revision\n  settings {\n    ...PlacementSettingsFields\n  }\n  experimentId\n  updatedAt\n  updatedBy\n}"): typeof import('./graphql.ts').PlacementFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment PlacementSettingsFields on PlacementSettings {\n  filter\n  diversity\n  freshness\n  exploration\n  explorationDepth\n  lowersPassedOver\n  pinned {\n    itemId\n    from\n    until\n  }\n  boosted {\n    itemId\n    category\n    factor\n    from\n    until\n  }\n  buried {\n    itemId\n    category\n    from\n    until\n  }\n  fallback\n  eventTypes\n  maximumItems\n  maxLatencyMs\n}"): typeof import('./graphql.ts').PlacementSettingsFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Placements($limit: Int, $nextToken: String) {\n  placements(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...PlacementFields\n    }\n    nextToken\n  }\n}"): typeof import('./graphql.ts').PlacementsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query PopularItems($filter: ItemFilterInput, $limit: Int, $maxLatencyMs: Int, $modelVersion: ID, $nextToken: String) {\n  popularItems(\n    filter: $filter\n    limit: $limit\n    maxLatencyMs: $maxLatencyMs\n    modelVersion: $modelVersion\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}"): typeof import('./graphql.ts').PopularItemsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation PublishRecommendation($input: PublishRecommendationInput!) {\n  publishRecommendation(input: $input) {\n    ...RecommendationListFields\n  }\n}"): typeof import('./graphql.ts').PublishRecommendationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation PutExperiment($input: PutExperimentInput!) {\n  putExperiment(input: $input) {\n    ...ExperimentFields\n  }\n}"): typeof import('./graphql.ts').PutExperimentDocument;
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
export function graphql(source: "mutation PutPlacement($input: PutPlacementInput!) {\n  putPlacement(input: $input) {\n    ...PlacementFields\n  }\n}"): typeof import('./graphql.ts').PutPlacementDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment RecommendationListFields on RecommendationList {\n  recommendationId\n  userId\n  placement\n  items {\n    itemId\n    score\n    reasons {\n      code\n      share\n      evidence {\n        itemIds\n        attributes\n      }\n    }\n    item {\n      ...ItemFields\n    }\n  }\n  nextToken\n  source\n  degraded\n  degradedReason\n  modelVersion\n  generatedAt\n  basedOn\n  notices {\n    code\n    message\n  }\n}"): typeof import('./graphql.ts').RecommendationListFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query RecommendationMetrics($from: AWSDate!, $to: AWSDate!, $placement: String, $groupBy: MetricGrouping) {\n  recommendationMetrics(\n    from: $from\n    to: $to\n    placement: $placement\n    groupBy: $groupBy\n  ) {\n    total {\n      ...ListMetricsFields\n    }\n    groups {\n      day\n      placement\n      experimentId\n      variant\n      modelVersion\n      source\n      position\n      ...ListMetricsFields\n    }\n    catalogueItems\n  }\n}"): typeof import('./graphql.ts').RecommendationMetricsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Recommendations($userId: ID, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $modelVersion: ID, $nextToken: String) {\n  recommendations(\n    userId: $userId\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    context: $context\n    excludeItemIds: $excludeItemIds\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n    modelVersion: $modelVersion\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}"): typeof import('./graphql.ts').RecommendationsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query RecommendationsFor($history: [HistoryEntryInput!]!, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $nextToken: String) {\n  recommendationsFor(\n    history: $history\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    context: $context\n    excludeItemIds: $excludeItemIds\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}"): typeof import('./graphql.ts').RecommendationsForDocument;
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
export function graphql(source: "mutation ReplayDeadLetters($input: ReplayDeadLettersInput) {\n  replayDeadLetters(input: $input) {\n    replayed\n    failures {\n      messageId\n      code\n      reason\n    }\n    waiting\n  }\n}"): typeof import('./graphql.ts').ReplayDeadLettersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RequestBatchRecommendations($input: RequestBatchRecommendationsInput) {\n  requestBatchRecommendations(input: $input) {\n    batchId\n  }\n}"): typeof import('./graphql.ts').RequestBatchRecommendationsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RequestTraining($input: RequestTrainingInput) {\n  requestTraining(input: $input) {\n    runId\n  }\n}"): typeof import('./graphql.ts').RequestTrainingDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query RerankItems($userId: ID, $itemIds: [ID!]!, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $diversity: Float, $explain: Boolean, $maxLatencyMs: Int) {\n  rerankItems(\n    userId: $userId\n    itemIds: $itemIds\n    placement: $placement\n    limit: $limit\n    filter: $filter\n    context: $context\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n  ) {\n    ...RecommendationListFields\n  }\n}"): typeof import('./graphql.ts').RerankItemsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation SetLiveModel($input: SetLiveModelInput!) {\n  setLiveModel(input: $input) {\n    ...LiveModelFields\n  }\n}"): typeof import('./graphql.ts').SetLiveModelDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query SimilarItems($itemId: ID!, $limit: Int, $filter: ItemFilterInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $modelVersion: ID, $nextToken: String) {\n  similarItems(\n    itemId: $itemId\n    limit: $limit\n    filter: $filter\n    excludeItemIds: $excludeItemIds\n    diversity: $diversity\n    explain: $explain\n    maxLatencyMs: $maxLatencyMs\n    modelVersion: $modelVersion\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}"): typeof import('./graphql.ts').SimilarItemsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query SimilarUsers($userId: ID!, $limit: Int) {\n  similarUsers(userId: $userId, limit: $limit) {\n    userId\n    similarity\n    commonItemIds\n  }\n}"): typeof import('./graphql.ts').SimilarUsersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query TrainingRun($runId: ID!) {\n  trainingRun(runId: $runId) {\n    ...TrainingRunFields\n  }\n}"): typeof import('./graphql.ts').TrainingRunDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment TrainingRunFields on TrainingRun {\n  runId\n  status\n  trigger\n  requestedBy\n  startedAt\n  endedAt\n  reason\n  stages {\n    stage\n    startedAt\n  }\n  dataReport {\n    refusals\n    tooLittle\n    fingerprint\n    interactions\n    users\n    items\n    newInteractions\n    rejected {\n      reason\n      count\n    }\n    trainedUntil\n    judgedInteractions\n    judgedUsers\n    eventTypes {\n      eventType\n      share\n    }\n    drift {\n      measures {\n        name\n        value\n        threshold\n      }\n      drifted\n      windows\n    }\n  }\n  verdict {\n    ...JudgeVerdictFields\n  }\n  observations {\n    stage\n    at\n    requests\n    errorRate\n    championErrorRate\n    latencyMilliseconds\n    championLatencyMilliseconds\n    overlap\n    clickRate\n    championClickRate\n    decision\n    reason\n  }\n  collectedUntil\n  modelVersion\n}"): typeof import('./graphql.ts').TrainingRunFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query TrainingRuns($limit: Int, $nextToken: String) {\n  trainingRuns(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...TrainingRunFields\n    }\n    nextToken\n  }\n}"): typeof import('./graphql.ts').TrainingRunsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query TrendingItems($window: TrendingWindow, $category: String, $limit: Int, $nextToken: String) {\n  trendingItems(\n    window: $window\n    category: $category\n    limit: $limit\n    nextToken: $nextToken\n  ) {\n    ...RecommendationListFields\n  }\n}"): typeof import('./graphql.ts').TrendingItemsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation UndoMerge($input: UndoMergeInput!) {\n  undoMerge(input: $input) {\n    ...MergeFields\n  }\n}"): typeof import('./graphql.ts').UndoMergeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query UserData($userId: ID, $limit: Int, $nextToken: String) {\n  userData(userId: $userId, limit: $limit, nextToken: $nextToken) {\n    items {\n      kind\n      key\n      expiresAt\n      data\n    }\n    nextToken\n  }\n}"): typeof import('./graphql.ts').UserDataDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
