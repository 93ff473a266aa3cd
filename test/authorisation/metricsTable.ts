import type { OperationRow, TypeRow } from './Row.ts';
import type { Member } from './callers.ts';

/** What people did with lists: business figures, of nobody but administrators and backends. */
const privileged: Member[] = ['an admin', 'a backend'];

/** A row of sums, in the feedback table. */
export const metricRows: Record<string, unknown>[] = [
  { pk: 'METRIC#measured', sk: '2026-11-02#-#-#-#POPULAR#0#0', impressions0: 9, clicks0: 3, expiresAt: 4_000_000_000 },
];

const measuring = (selection: string): string =>
  `recommendationMetrics(from: "2026-11-01", to: "2026-11-03", placement: "measured", groupBy: DAY) { ${selection} }`;

export const metricOperations: OperationRow[] = [
  { field: 'Query.recommendationMetrics', ask: () => measuring('catalogueItems'), answered: privileged },
];

const type = (name: string, fields: string, path: (selection: string) => string): TypeRow => ({
  type: name,
  fields: fields.split(' '),
  operation: 'query',
  ask: (_caller, selection) => path(selection),
  readers: privileged,
});

export const metricTypes: TypeRow[] = [
  type('RecommendationMetrics', 'total groups catalogueItems', measuring),
  type(
    'ListMetrics',
    'day placement experimentId variant modelVersion source position impressions clicks carts conversions revenue clickRate cartRate conversionRate degradedShare itemsShown coverage',
    (selection) => measuring(`total { ${selection} }`),
  ),
  type('RateInterval', 'value low high', (selection) => measuring(`total { clickRate { ${selection} } }`)),
];
