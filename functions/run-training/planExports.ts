import { archiveKeys } from '../../schema/contract/models.ts';
import type { TableExport } from '../../schema/contract/trainingSteps.ts';

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport_Requesting.html
const shortestWindow = 900;
const longestWindow = 86_400;
/** Below it an export in full costs cents, reaches up to now, and needs no window that a young table may not have. */
const smallTableRows = 1_000_000;
/** Above this many windows one export of the whole table is simpler, and seldom dearer. */
const mostWindows = 7;

export interface ExportPlan {
  runId: string;
  bucket: string;
  userDataTable: string;
  catalogueTable: string;
  /** Until when the last run collected; undefined the first time. */
  from: string | undefined;
  /** Until when this one does. */
  to: string;
  /** About how many rows the user data have. */
  rows: number;
}

/**
 * What DynamoDB is to export: the catalogue as it is, and of the user data what changed since the last run, in windows of
 * 15 minutes to 24 hours. The whole table while it is small, the first time, after more than a week, and sooner than 15 minutes after the last
 * run: a longer window would reach behind the beginning of a young table. What is exported twice is archived once.
 */
export function planExports(plan: ExportPlan): TableExport[] {
  const { runId, bucket, userDataTable, catalogueTable, from, to, rows } = plan;
  const userData = { tableArn: userDataTable, bucket, prefix: `${archiveKeys.exports(runId)}userData` };
  const windows =
    from === undefined || rows < smallTableRows ? [] : windowsBetween(Date.parse(from) / 1000, Date.parse(to) / 1000);
  const instant = (seconds: number): string => new Date(seconds * 1000).toISOString();
  return [
    {
      tableArn: catalogueTable,
      bucket,
      prefix: `${archiveKeys.exports(runId)}catalogue`,
      clientToken: `${runId}-catalogue`,
      exportType: 'FULL_EXPORT',
    },
    ...(windows.length === 0
      ? [{ ...userData, clientToken: `${runId}-userData`, exportType: 'FULL_EXPORT' as const }]
      : windows.map(([start, end], index) => ({
          ...userData,
          clientToken: `${runId}-userData-${index + 1}`,
          exportType: 'INCREMENTAL_EXPORT' as const,
          exportFromTime: instant(start),
          exportToTime: instant(end),
        }))),
  ];
}

/** The time between two moments in equal parts that DynamoDB allows; none when there are no such parts. */
function windowsBetween(from: number, to: number): [number, number][] {
  const count = Math.ceil((to - from) / longestWindow);
  if (to - from < shortestWindow || count > mostWindows) return [];
  const bounds = Array.from({ length: count + 1 }, (_, index) => Math.floor(from + ((to - from) * index) / count));
  return bounds.slice(1).map((end, index) => [bounds[index], end]);
}
