import { packRankedItems } from '../../../schema/contract/rankedItems.ts';
import type { RankedItem } from '../../../schema/contract/rows.ts';
import { packed } from '../../helpers/packed.ts';
import { nowInstant, people } from './bundles.ts';
import { runField } from './runField.ts';
import type { Answer, FieldRun } from './runField.ts';

export interface List {
  recommendationId: string;
  items: { itemId: string; item?: { itemId: string; title?: string } | null; reasons: unknown[] }[];
  nextToken: string | null;
  source: string;
  degraded: boolean;
  degradedReason: string | null;
  modelVersion: string | null;
  basedOn: string | null;
  notices: unknown[];
}

export const event = (itemId: string, recordedAt: string) => ({
  sk: `EVT#${recordedAt}#e`,
  itemId,
  eventType: 'VIEW',
  timestamp: recordedAt,
  recordedAt,
});
export const at = (minute: number) => `2026-11-21T11:${String(minute).padStart(2, '0')}:00.000Z`;
export const history = [event('seen-2', at(2)), event('seen-1', at(1))];
export const item = (itemId: string): RankedItem => ({
  itemId,
  score: 1,
  reasons: [{ code: 'POPULAR', evidence: { itemIds: [], attributes: [] }, share: 1 }],
});
export const items = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => item(`i${from + index}`));
export const storedList = {
  sk: 'REC#home',
  recommendationId: 'stored-1',
  placement: 'home',
  generatedAt: at(30),
  basedOn: at(2),
  modelVersion: 'v7',
  source: 'MODEL',
  degraded: false,
  listSize: 5,
  items: packRankedItems(items(1, 5)),
};
export const rows =
  (...extra: object[]): (() => Answer) =>
  () => ({ result: { items: [...extra, ...history], nextToken: null } });
export const scored =
  (list: unknown[], more: object = {}): (() => Answer) =>
  () => ({
    result: packed({
      recommendationId: 'scored-1',
      userId: 'ada',
      placement: 'home',
      items: list,
      source: 'MODEL',
      degraded: false,
      modelVersion: 'v8',
      generatedAt: nowInstant,
      basedOn: at(2),
      revision: 0,
      freshUntil: '2026-11-21T13:00:00.000Z',
      notices: [],
      ...more,
    }),
  });
export const stored = (): Answer => ({ result: {} });

export function recommend(
  args: Record<string, unknown>,
  answers: Record<string, (request: Record<string, unknown>) => Answer>,
  extra: object = {},
) {
  const context = { identity: people.ada, arguments: args, ...extra };
  // Nothing applies to the placement unless a test says so.
  return runField('Query.recommendations', context, { readPlacement: () => ({ result: null }), ...answers }) as Omit<
    FieldRun,
    'value'
  > & { value: List };
}
export const names = ({ requests }: Pick<FieldRun, 'requests'>) => requests.map(({ name }) => name);
export const idsOf = (list: List) => list.items.map(({ itemId }) => itemId);
/** The request that went to a pipeline function. */
export const requestTo = ({ requests }: Pick<FieldRun, 'requests'>, name: string): Record<string, unknown> =>
  requests.find((request) => request.name === name)?.request ?? {};
/** What `score-candidates` was asked for. */
export const payloadOf = (run: Pick<FieldRun, 'requests'>): unknown => requestTo(run, 'scoreCandidates').payload;
