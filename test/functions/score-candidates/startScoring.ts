import { itemFreshMilliseconds } from '../../../schema/contract/limits.ts';
import { createApplyExperiment, createExposureReader } from '../../../functions/score-candidates/applyExperiment.ts';
import { Catalogue } from '../../../functions/score-candidates/Catalogue.ts';
import type { AskVersion } from '../../../functions/score-candidates/createCircuitBreaker.ts';
import { createModelRouter } from '../../../functions/score-candidates/createModelRouter.ts';
import { createPopularListKeeper } from '../../../functions/score-candidates/createPopularListKeeper.ts';
import { explainItem } from '../../../functions/score-candidates/explainItem.ts';
import type { ExplainItemDependencies } from '../../../functions/score-candidates/explainItem.ts';
import { parseExplainRequest, parseScoreInput } from '../../../functions/score-candidates/parseScoreInput.ts';
import { PlacementReader } from '../../../functions/score-candidates/PlacementReader.ts';
import { createScoreCandidates } from '../../../functions/score-candidates/scoreCandidates.ts';
import { SeenItems } from '../../../functions/score-candidates/SeenItems.ts';
import { TopLists } from '../../../functions/score-candidates/TopLists.ts';
import { createModelClient } from '../../../functions/shared/createModelClient.ts';
import { ModelsTable } from '../../../functions/shared/ModelsTable.ts';
import { UserHistory } from '../../../functions/shared/UserHistory.ts';
import type { ScoredList } from '../../../schema/contract/scoring.ts';
import type { ItemExplanation } from '../../../schema/generated/types.ts';
import type { ModelEndpoint } from '../../helpers/startModelEndpoint.ts';
import type { TestTables } from '../../helpers/startTables.ts';

export interface Scoring {
  score: (event: Record<string, unknown>) => Promise<ScoredList>;
  explain: (event: Record<string, unknown>) => Promise<ItemExplanation>;
  troubles: string[];
  skipped: string[];
}

/**
 * The function on real tables, with histories of three interactions; its lists are all called `list-1`, unless told.
 * @param clock milliseconds since 1970
 */
export function startScoring(
  tables: TestTables,
  endpoint: ModelEndpoint,
  clock: () => number,
  { newId = () => 'list-1' }: { newId?: () => string } = {},
): Scoring {
  const troubles: string[] = [];
  const skipped: string[] = [];
  const onSkipped = (what: string): number => skipped.push(what);
  const onTrouble = (what: string): number => troubles.push(what);
  const askEndpoint = createModelClient(endpoint.client);
  const askVersion: AskVersion = ({ endpointName }, request, budget) => askEndpoint(endpointName, request, budget);
  const models = new ModelsTable(tables.client, tables.models);
  const userHistory = new UserHistory(tables.client, tables.userData, onSkipped);
  const seenItems = new SeenItems(tables.client, tables.userData, userHistory, onTrouble);
  const topLists = new TopLists(tables.client, tables.counters);
  const { client, feedback: table } = tables;
  const placements = new PlacementReader({ client, table, clock, random: Math.random, onTrouble });
  const catalogue = { client, table: tables.catalogue, clock, onSkipped };
  const shared: ExplainItemDependencies = {
    askModel: createModelRouter({
      readLive: () => models.live(),
      readVersion: (version) => models.version(version),
      askVersion,
      sendShadow: async () => undefined,
      stopwatch: () => performance.now(),
    }),
    readPlacement: (placement) => placements.read(placement),
    readHistory: (userId) => userHistory.read(userId, 3),
    readSeenItemIds: (userId, history) => seenItems.read(userId, history),
    applyExperiment: createApplyExperiment(createExposureReader(client, tables.userData), onTrouble),
    readImpressions: (userId) => userHistory.impressions(userId, 5),
    catalogue: new Catalogue({ ...catalogue, freshMilliseconds: 0 }),
    clock,
    onTrouble,
  };
  const scoreCandidates = createScoreCandidates({
    ...shared,
    catalogue: new Catalogue({ ...catalogue, freshMilliseconds: itemFreshMilliseconds }),
    historySize: 3,
    topLists,
    keepPopularList: createPopularListKeeper(askVersion, topLists, clock),
    newId,
  });
  return {
    score: (event) => scoreCandidates(parseScoreInput(event)),
    explain: (event) => explainItem(parseExplainRequest(event), shared),
    troubles,
    skipped,
  };
}
