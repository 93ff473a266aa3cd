import { storedListLifeSeconds } from '../../schema/contract/limits.ts';
import type { RankedItem } from '../../schema/contract/rows.ts';
import type { ScoredList } from '../../schema/contract/scoring.ts';

/** When the interaction that it is based on was recorded. */
export const recordedAt = new Date().toISOString();

const reasons: RankedItem['reasons'] = [
  { code: 'SIMILAR_CONTENT', evidence: { itemIds: ['h'], attributes: ['tag:é'] }, share: 0.25 },
];
/** A list of ada's, as the model makes it. */
export const scored: ScoredList = {
  recommendationId: 'list-1',
  userId: 'ada',
  placement: 'home',
  source: 'MODEL',
  degraded: false,
  degradedReason: null,
  modelVersion: 'v1',
  generatedAt: recordedAt,
  basedOn: recordedAt,
  expiresAt: Math.floor(Date.parse(recordedAt) / 1000) + storedListLifeSeconds,
  revision: 3,
  freshUntil: new Date(Date.parse(recordedAt) + 3_600_000).toISOString(),
  notices: [],
  items: [
    { itemId: 'film-1', score: 1.5, reasons },
    { itemId: 'film-2', score: 0.5, reasons: [] },
  ],
};
