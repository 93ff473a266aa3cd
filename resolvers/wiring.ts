/**
 * Which data source every resolver and pipeline function runs on. Plain data: infra turns it into CDK resources, and
 * `resolvers/<Type.field>.ts` and `resolvers/pipeline/<name>.ts` hold the code.
 */
export type DataSourceName =
  | 'UserData'
  | 'Catalogue'
  | 'Counters'
  | 'Models'
  | 'Feedback'
  | 'ScoreCandidates'
  | 'CompareModels'
  | 'Training'
  | 'Batch'
  | 'OnInteraction'
  | 'ReportFeedback'
  | 'RunExperiments'
  | 'Erasure'
  | 'OperateDeployment'
  | 'FindSimilarUsers'
  | 'Visitors'
  | 'MergeUser'
  | 'Merge';

/** A pipeline function and what it runs on. */
export interface PipelineFunctionWiring {
  dataSource: DataSourceName;
  /**
   * Tables that the function reads besides its data source's own: a BatchGetItem may name several. The data source's
   * role needs `dynamodb:BatchGetItem` on them.
   */
  alsoReads?: DataSourceName[];
}

/** A unit resolver with its data source, or a pipeline with its functions in order. */
export type ResolverWiring = { dataSource: DataSourceName } | { pipeline: string[] };

export const resolvers: Record<string, ResolverWiring> = {
  'Query.recommendations': {
    pipeline: [
      'requireModelVersions',
      'readUser',
      'readPlacement',
      'readHistory',
      'scoreCandidates',
      'storeRecommendations',
      'decorateItems',
    ],
  },
  'Query.recommendationsFor': { pipeline: ['keepShownHistory', 'scoreCandidates', 'decorateItems'] },
  'Query.similarItems': { pipeline: ['requireModelVersions', 'requireItem', 'scoreCandidates', 'decorateItems'] },
  'Query.trendingItems': { pipeline: ['readTopList', 'scoreCandidates', 'decorateItems'] },
  'Query.popularItems': { pipeline: ['requireModelVersions', 'scoreCandidates', 'decorateItems'] },
  'Query.rerankItems': { pipeline: ['readHistory', 'scoreCandidates', 'decorateItems'] },
  'Query.similarUsers': { dataSource: 'FindSimilarUsers' },
  'Query.item': { dataSource: 'Catalogue' },
  'Query.items': { dataSource: 'Catalogue' },
  'Query.interactions': { dataSource: 'UserData' },
  'Mutation.recordInteraction': { pipeline: ['readInteractions', 'markLate', 'putInteraction'] },
  'Mutation.recordInteractions': {
    pipeline: ['readInteractions', 'markLate', 'putInteractions', 'putRemainingInteractions'],
  },
  'Mutation.putItem': { pipeline: ['writeAudit', 'putItem'] },
  'Mutation.putItems': { pipeline: ['writeAudit', 'readItems', 'writeItems'] },
  'Mutation.deleteItem': { pipeline: ['writeAudit', 'deleteItem'] },
  'Mutation.publishRecommendation': { pipeline: ['decorateItems'] },
  'Query.modelVersions': { dataSource: 'Models' },
  'Query.modelVersion': { dataSource: 'Models' },
  'Query.liveModel': { dataSource: 'Models' },
  'Query.modelHealth': { dataSource: 'Models' },
  'Query.trainingRuns': { dataSource: 'Models' },
  'Query.trainingRun': { dataSource: 'Models' },
  'Query.batchRecommendations': { dataSource: 'Models' },
  'Query.batchRecommendation': { dataSource: 'Models' },
  'Query.compareModels': { pipeline: ['requireModelVersions', 'compareModels'] },
  'Mutation.requestTraining': { pipeline: ['readTrainingLock', 'requireNoTraining', 'writeAudit', 'startTraining'] },
  'Mutation.requestBatchRecommendations': { pipeline: ['requireModelVersions', 'writeAudit', 'startBatch'] },
  'Mutation.setLiveModel': { pipeline: ['readLiveVersion', 'writeAudit', 'writeLiveVersion'] },
  'Query.anomalies': { dataSource: 'Feedback' },
  'Mutation.clearAnomaly': { pipeline: ['writeAudit', 'clearMark', 'countHeld'] },
  'Query.recommendationMetrics': { dataSource: 'ReportFeedback' },
  'Query.evaluatePolicy': { dataSource: 'ReportFeedback' },
  'Query.experiment': { dataSource: 'Feedback' },
  'Query.experiments': { dataSource: 'Feedback' },
  'Query.experimentResults': { dataSource: 'RunExperiments' },
  'Mutation.putExperiment': { pipeline: ['requireRuleItems', 'writeAudit', 'putExperiment'] },
  'Mutation.endExperiment': { pipeline: ['writeAudit', 'endExperiment'] },
  'Query.explainItem': { pipeline: ['requireItem', 'explainItem'] },
  'Query.placement': { dataSource: 'Feedback' },
  'Query.placements': { dataSource: 'Feedback' },
  'Mutation.putPlacement': { pipeline: ['requireRuleItems', 'readPlacementRow', 'writeAudit', 'writePlacement'] },
  'Mutation.deletePlacement': { pipeline: ['readPlacementRow', 'writeAudit', 'writePlacement'] },
  'Query.auditLog': { dataSource: 'Feedback' },
  'Query.userData': { dataSource: 'UserData' },
  'Query.erasureReceipt': { dataSource: 'UserData' },
  'Mutation.deleteUserData': { pipeline: ['readErasure', 'writeAudit', 'markErased', 'startErasure'] },
  'Query.deploymentHealth': { dataSource: 'OperateDeployment' },
  'Query.countedCosts': { dataSource: 'OperateDeployment' },
  'Query.deadLetters': { dataSource: 'OperateDeployment' },
  'Mutation.replayDeadLetters': { pipeline: ['writeAudit', 'replayDeadLetters'] },
  'Mutation.createVisitor': { dataSource: 'Visitors' },
  'Mutation.mergeUser': { pipeline: ['writeAudit', 'beginMerge', 'startMerge', 'moveMerged'] },
  'Mutation.undoMerge': { pipeline: ['writeAudit', 'beginMerge', 'startMerge', 'moveMerged'] },
  'Subscription.onRecommendation': { pipeline: ['requireNotErased', 'markPresence', 'replacePresence'] },
};

export const pipelineFunctions: Record<string, PipelineFunctionWiring> = {
  readUser: { dataSource: 'UserData' },
  readHistory: { dataSource: 'UserData' },
  keepShownHistory: { dataSource: 'Catalogue' },
  readTopList: { dataSource: 'Counters' },
  requireItem: { dataSource: 'Catalogue' },
  scoreCandidates: { dataSource: 'ScoreCandidates' },
  storeRecommendations: { dataSource: 'UserData' },
  decorateItems: { dataSource: 'Catalogue' },
  putInteraction: { dataSource: 'UserData' },
  readInteractions: { dataSource: 'UserData', alsoReads: ['Catalogue'] },
  markLate: { dataSource: 'UserData' },
  putInteractions: { dataSource: 'UserData' },
  putRemainingInteractions: { dataSource: 'UserData' },
  readItems: { dataSource: 'Catalogue' },
  writeItems: { dataSource: 'Catalogue' },
  markPresence: { dataSource: 'UserData' },
  replacePresence: { dataSource: 'UserData' },
  requireModelVersions: { dataSource: 'Models' },
  compareModels: { dataSource: 'CompareModels' },
  readLiveVersion: { dataSource: 'Models' },
  writeLiveVersion: { dataSource: 'Models' },
  putExperiment: { dataSource: 'RunExperiments' },
  readTrainingLock: { dataSource: 'Models' },
  requireNoTraining: { dataSource: 'Training' },
  startTraining: { dataSource: 'Training' },
  startBatch: { dataSource: 'Batch' },
  clearMark: { dataSource: 'Feedback' },
  countHeld: { dataSource: 'OnInteraction' },
  explainItem: { dataSource: 'ScoreCandidates' },
  readPlacement: { dataSource: 'Feedback' },
  requireRuleItems: { dataSource: 'Catalogue' },
  readPlacementRow: { dataSource: 'Feedback' },
  writePlacement: { dataSource: 'Feedback' },
  endExperiment: { dataSource: 'RunExperiments' },
  writeAudit: { dataSource: 'Feedback' },
  putItem: { dataSource: 'Catalogue' },
  deleteItem: { dataSource: 'Catalogue' },
  requireNotErased: { dataSource: 'UserData' },
  readErasure: { dataSource: 'UserData' },
  markErased: { dataSource: 'UserData' },
  startErasure: { dataSource: 'Erasure' },
  replayDeadLetters: { dataSource: 'OperateDeployment' },
  beginMerge: { dataSource: 'MergeUser' },
  startMerge: { dataSource: 'Merge' },
  moveMerged: { dataSource: 'MergeUser' },
};
