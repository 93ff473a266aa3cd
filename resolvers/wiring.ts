/**
 * Which data source every resolver and pipeline function runs on. Plain data: infra turns it into CDK resources, and
 * `resolvers/<Type.field>.ts` and `resolvers/pipeline/<name>.ts` hold the code.
 */
export type DataSourceName =
  'UserData' | 'Catalogue' | 'Counters' | 'Models' | 'Feedback' | 'ScoreCandidates' | 'CompareModels' | 'Training';

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
      'readHistory',
      'scoreCandidates',
      'storeRecommendations',
      'decorateItems',
    ],
  },
  'Query.similarItems': { pipeline: ['requireModelVersions', 'requireItem', 'scoreCandidates', 'decorateItems'] },
  'Query.trendingItems': { pipeline: ['readTopList', 'scoreCandidates', 'decorateItems'] },
  'Query.popularItems': { pipeline: ['requireModelVersions', 'scoreCandidates', 'decorateItems'] },
  'Query.rerankItems': { pipeline: ['readHistory', 'scoreCandidates', 'decorateItems'] },
  'Query.item': { dataSource: 'Catalogue' },
  'Query.items': { dataSource: 'Catalogue' },
  'Query.interactions': { dataSource: 'UserData' },
  'Mutation.recordInteraction': { pipeline: ['readInteractions', 'putInteraction'] },
  'Mutation.recordInteractions': { pipeline: ['readInteractions', 'putInteractions', 'putRemainingInteractions'] },
  'Mutation.putItem': { dataSource: 'Catalogue' },
  'Mutation.putItems': { pipeline: ['readItems', 'writeItems'] },
  'Mutation.deleteItem': { dataSource: 'Catalogue' },
  'Mutation.publishRecommendation': { pipeline: ['decorateItems'] },
  'Query.modelVersions': { dataSource: 'Models' },
  'Query.modelVersion': { dataSource: 'Models' },
  'Query.liveModel': { dataSource: 'Models' },
  'Query.trainingRuns': { dataSource: 'Models' },
  'Query.trainingRun': { dataSource: 'Models' },
  'Query.compareModels': { pipeline: ['requireModelVersions', 'compareModels'] },
  'Mutation.requestTraining': { pipeline: ['readTrainingLock', 'requireNoTraining', 'startTraining'] },
  'Mutation.setLiveModel': { pipeline: ['readLiveVersion', 'writeLiveVersion'] },
  'Subscription.onRecommendation': { pipeline: ['markPresence', 'replacePresence'] },
};

export const pipelineFunctions: Record<string, PipelineFunctionWiring> = {
  readUser: { dataSource: 'UserData' },
  readHistory: { dataSource: 'UserData' },
  readTopList: { dataSource: 'Counters' },
  requireItem: { dataSource: 'Catalogue' },
  scoreCandidates: { dataSource: 'ScoreCandidates' },
  storeRecommendations: { dataSource: 'UserData' },
  decorateItems: { dataSource: 'Catalogue' },
  putInteraction: { dataSource: 'UserData' },
  readInteractions: { dataSource: 'UserData', alsoReads: ['Catalogue'] },
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
  readTrainingLock: { dataSource: 'Models' },
  requireNoTraining: { dataSource: 'Training' },
  startTraining: { dataSource: 'Training' },
};
