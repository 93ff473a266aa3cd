import type { OperationRow, TypeRow } from './Row.ts';
import type { Member } from './callers.ts';

/** What people did with lists, and who is not believed: of nobody but administrators and backends. */
const privileged: Member[] = ['an admin', 'a backend'];

/** A mark and a row of sums, in the feedback table. */
export const metricRows: Record<string, unknown>[] = [
  {
    pk: 'ANOMALIES',
    sk: '2026-11-02T03:00:00.000Z#USER_RATE#bot',
    kind: 'USER_RATE',
    subject: 'bot',
    score: 9,
    threshold: 8,
    events: 7,
    markedAt: '2026-11-02T03:00:00.000Z',
    until: '2026-11-09T03:00:00.000Z',
    expiresAt: 4_000_000_000,
  },
  { pk: 'METRIC#measured', sk: '2026-11-02#-#-#-#POPULAR#0#0', impressions0: 9, clicks0: 3, expiresAt: 4_000_000_000 },
];

const measuring = (selection: string): string =>
  `recommendationMetrics(from: "2026-11-01", to: "2026-11-03", placement: "measured", groupBy: DAY) { ${selection} }`;

const judging = (selection: string): string =>
  `evaluatePolicy(placement: "measured", from: "2026-11-01", to: "2026-11-03", policy: { explorationDepth: 1 }) { ${selection} }`;

const marks = (selection: string): string => `anomalies { ${selection} }`;
const clearing = (selection: string): string =>
  `clearAnomaly(input: { anomalyId: "2026-11-02T03:00:00.000Z#USER_RATE#bot" }) { ${selection} }`;

const likeness = (selection: string): string => `similarUsers(userId: "measured") { ${selection} }`;

export const metricOperations: OperationRow[] = [
  { field: 'Query.anomalies', ask: () => 'anomalies { nextToken }', answered: privileged },
  { field: 'Mutation.clearAnomaly', ask: () => clearing('counted'), answered: privileged },
  { field: 'Query.recommendationMetrics', ask: () => measuring('catalogueItems'), answered: privileged },
  { field: 'Query.evaluatePolicy', ask: () => judging('explored'), answered: privileged },
  {
    field: 'Query.similarUsers',
    // Off where nobody has switched it on: whoever may ask is told so.
    ask: () => likeness('userId'),
    answered: [],
    otherwise: { 'an admin': 'SimilarUsersOff', 'a backend': 'SimilarUsersOff' },
  },
];

const type = (name: string, fields: string, path: (selection: string) => string): TypeRow => ({
  type: name,
  fields: fields.split(' '),
  operation: 'query',
  ask: (_caller, selection) => path(selection),
  readers: privileged,
});

export const metricTypes: TypeRow[] = [
  type('AnomalyList', 'items nextToken', marks),
  type(
    'Anomaly',
    'anomalyId kind userId itemId score threshold events markedAt until clearedAt clearedBy',
    (selection) => marks(`items { ${selection} }`),
  ),
  { ...type('AnomalyClearance', 'anomaly counted remaining', clearing), operation: 'mutation' },
  type('RecommendationMetrics', 'total groups catalogueItems', measuring),
  type(
    'ListMetrics',
    'day placement experimentId variant modelVersion source position impressions clicks carts conversions revenue clickRate cartRate conversionRate degradedShare itemsShown coverage',
    (selection) => measuring(`total { ${selection} }`),
  ),
  type(
    'PolicyEvaluation',
    'explored groups logged ips snips doublyRobust effectiveDecisions greatestWeight shallowShare',
    judging,
  ),
  { type: 'SimilarUser', fields: ['userId', 'similarity', 'commonItemIds'], operation: 'query', readers: privileged },
  type('RateInterval', 'value low high', (selection) => measuring(`total { clickRate { ${selection} } }`)),
];
