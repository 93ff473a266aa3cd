export { RecsyncProvider, useClient, useClientStatus } from './ClientContext.ts';
export { useImpression, usePopularItems, useRecommendations, useSimilarItems, useTrendingItems } from './lists.ts';
export type { LiveList } from './lists.ts';
export { useAnswer } from './useAnswer.ts';
export type { Answer } from './useAnswer.ts';
