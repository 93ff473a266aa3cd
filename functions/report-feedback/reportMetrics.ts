import { positionsOfBlock, type MetricKind, type MetricsRequest } from '../../schema/contract/metrics.ts';
import type {
  ListMetrics,
  MetricGrouping,
  RecommendationMetrics,
  RecommendationSource,
} from '../../schema/generated/types.ts';
import { ListSums } from './ListSums.ts';
import type { MetricsTable } from './MetricsTable.ts';

export interface Reporting {
  table: MetricsTable;
  /** Told of rows and sums of another form. */
  onSkipped: (what: string, count: number) => void;
}

type GroupKey = Pick<
  ListMetrics,
  'day' | 'placement' | 'experimentId' | 'variant' | 'modelVersion' | 'source' | 'position'
>;
const noKey: GroupKey = {
  day: null,
  placement: null,
  experimentId: null,
  variant: null,
  modelVersion: null,
  source: null,
  position: null,
};

/** Where the sums of a row come from. */
interface Origin {
  day: string;
  placement: string;
  experimentId: string | null;
  variant: string | null;
  modelVersion: string | null;
  source: RecommendationSource;
  isDegraded: boolean;
  /** The block of positions, or `ITEMS`. */
  block: string;
}

const mostGroups = 500;
const sumForm = /^(impressions|clicks|carts|purchases|revenue)(\d{0,2})$/;

/** Adds up what people did with lists, in all and by group. A row of another form costs only itself. */
export async function reportMetrics(request: MetricsRequest, reporting: Reporting): Promise<RecommendationMetrics> {
  const { from, to, groupBy } = request;
  const { table, onSkipped } = reporting;
  const [placements, catalogueItems] = await Promise.all([
    request.placement === null ? table.placements() : [request.placement],
    table.catalogueItems(),
  ]);
  const total = new ListSums();
  const groups = new Map<string, { key: GroupKey; sums: ListSums }>();
  const groupOf = (key: GroupKey): ListSums => {
    const name = JSON.stringify(key);
    const group = groups.get(name) ?? { key, sums: new ListSums() };
    groups.set(name, group);
    return group.sums;
  };
  let skipped = 0;
  for (const placement of placements) {
    for await (const rows of table.rows(placement, from, to)) {
      for (const row of rows) {
        const origin = originOfRow(placement, row.sk as string);
        if (origin) addRow(row, origin);
        else skipped += 1;
      }
    }
  }
  if (skipped > 0) onSkipped('Metrics of another form', skipped);
  const knowsItems = groupBy !== 'POSITION';
  return {
    total: { ...noKey, ...total.toNumbers(true, catalogueItems) },
    groups: [...groups.values()]
      .sort((one, other) => other.sums.impressions - one.sums.impressions)
      .slice(0, mostGroups)
      .sort((one, other) => compareKeys(one.key, other.key))
      .map(({ key, sums }) => ({ ...key, ...sums.toNumbers(knowsItems, catalogueItems) })),
    catalogueItems: catalogueItems ?? null,
  };

  function addRow(row: Record<string, unknown>, origin: Origin): void {
    if (origin.block === 'ITEMS') {
      const entries = row.sketch instanceof Set ? (row.sketch as Set<number>) : [];
      total.addSketch(entries);
      if (groupBy && groupBy !== 'POSITION') groupOf(keyOf(groupBy, origin, null)).addSketch(entries);
      return;
    }
    for (const [name, amount] of Object.entries(row)) {
      const [, sum, place] = sumForm.exec(name) ?? [];
      if (sum === undefined) continue;
      if (typeof amount !== 'number' || !Number.isFinite(amount)) {
        skipped += 1;
        continue;
      }
      const position = place === '' || origin.block === '-' ? null : +origin.block * positionsOfBlock + +place;
      const add = (sums: ListSums): void => sums.add(sum as MetricKind | 'revenue', amount, origin.isDegraded);
      add(total);
      if (groupBy) add(groupOf(keyOf(groupBy, origin, position)));
    }
  }
}

/** Where a row comes from, by its sort key; undefined for one of another form. */
function originOfRow(placement: string, sk: string): Origin | undefined {
  const [day, experimentId, variant, modelVersion, source, block] = sk.split('#');
  if (block === undefined || !/^(ITEMS|-|\d{1,2})$/.test(block)) return undefined;
  const named = (name: string): string | null => (name === '-' ? null : name);
  const isDegraded = source.endsWith('-');
  return {
    day,
    placement,
    experimentId: named(experimentId),
    variant: named(variant),
    modelVersion: named(modelVersion),
    source: (isDegraded ? source.slice(0, -1) : source) as RecommendationSource,
    isDegraded,
    block,
  };
}

function keyOf(groupBy: MetricGrouping, origin: Origin, position: number | null): GroupKey {
  const { day, placement, experimentId, variant, modelVersion, source } = origin;
  const keys: Record<MetricGrouping, Partial<GroupKey>> = {
    DAY: { day },
    PLACEMENT: { placement },
    VARIANT: { experimentId, variant },
    MODEL_VERSION: { modelVersion },
    SOURCE: { source },
    POSITION: { position },
  };
  return { ...noKey, ...keys[groupBy] };
}

/** What says nothing comes first. */
function compareKeys(one: GroupKey, other: GroupKey): number {
  const names = Object.keys(noKey) as (keyof GroupKey)[];
  for (const name of names) {
    const [first, second] = [one[name] ?? '', other[name] ?? ''];
    if (first !== second) return first < second ? -1 : 1;
  }
  return 0;
}
