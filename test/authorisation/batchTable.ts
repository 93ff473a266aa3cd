import type { OperationRow, TypeRow } from './Row.ts';
import type { Member } from './callers.ts';

/** Who may have lists made in bulk, which name everybody: administrators and backends. */
const privileged: Member[] = ['an admin', 'a backend'];

const batchId = '20261103-030000-00ba';
const instant = '2026-11-03T03:00:00.000Z';

/** A batch with all of its fields, in the models table. */
export const batchRows: Record<string, unknown>[] = [
  {
    pk: 'BATCH',
    sk: batchId,
    batchId,
    executionArn: 'arn',
    status: 'COMPLETED',
    placement: 'home',
    listSize: 50,
    store: true,
    startedAt: instant,
    stages: { COLLECT: instant },
    prepared: JSON.stringify({ parts: ['part-00000'], users: 2, skipped: { ERASED: 1 }, rejected: { itemId: 1 } }),
    checked: JSON.stringify({ lists: 2, items: 9, itemsLeftOut: 0, skipped: {} }),
    stored: JSON.stringify({ stored: 2, superseded: 0, unstorable: 0 }),
    expiresAt: 4_000_000_000,
  },
];

const requesting = (selection: string): string => `requestBatchRecommendations { ${selection} }`;
const ofBatch = (selection: string): string => `batchRecommendation(batchId: "${batchId}") { ${selection} }`;
const operation = (field: string, request: string): OperationRow => ({
  field,
  ask: () => request,
  answered: privileged,
});

export const batchOperations: OperationRow[] = [
  operation('Query.batchRecommendations', 'batchRecommendations { nextToken }'),
  operation('Query.batchRecommendation', ofBatch('status')),
  operation('Mutation.requestBatchRecommendations', requesting('batchId')),
];

const type = (
  name: string,
  fields: string,
  path: (selection: string) => string,
  kind: TypeRow['operation'] = 'query',
): TypeRow => ({
  type: name,
  fields: fields.split(' '),
  operation: kind,
  ask: (_caller, selection) => path(selection),
  readers: privileged,
});

export const batchTypes: TypeRow[] = [
  type(
    'BatchRecommendation',
    'batchId status placement limit store usersKey modelVersion requestedBy startedAt endedAt reason stages users lists skipped rejected stored listsPrefix',
    ofBatch,
  ),
  type('BatchRecommendationList', 'items nextToken', (selection) => `batchRecommendations { ${selection} }`),
  type('BatchStageEntry', 'stage startedAt', (selection) => ofBatch(`stages { ${selection} }`)),
  type('BatchSkipped', 'reason count', (selection) => ofBatch(`skipped { ${selection} }`)),
  type('BatchStored', 'stored superseded unstorable', (selection) => ofBatch(`stored { ${selection} }`)),
  type('BatchRecommendationRequest', 'batchId', requesting, 'mutation'),
];
