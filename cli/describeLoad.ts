import type { LoadProgress, LoadResult } from '../data/index.ts';

const names: Record<LoadProgress['step'], string> = {
  fingerprint: 'Reading',
  items: 'Items',
  interactions: 'Interactions',
  recent: 'Recent ones',
};

const number = (value: number): string => value.toLocaleString('en-US');

const duration = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;

/** How far a load is, for a line of progress. */
export function describeLoad({ step, done, fraction, linesPerSecond, secondsLeft }: LoadProgress): string {
  const percent = `${names[step]} ${Math.floor(fraction * 100)} %`;
  if (step === 'fingerprint') {
    return percent;
  }
  const left = secondsLeft === undefined || secondsLeft === 0 ? '' : `, ${duration(secondsLeft)} left`;
  return `${percent}  ${number(done)} lines, ${number(Math.round(linesPerSecond))} a second${left}`;
}

/** What became of a load, in a sentence or two. */
export function summarizeLoad(result: LoadResult): string {
  const { status, items, itemsUnchanged, interactions, rejected, rejectedFile, seconds, readAs } = result;
  const layout = readAs === undefined ? '' : `Read as ${readAs}.\n`;
  const counts = `${number(items)} items and ${number(interactions)} interactions`;
  const unchanged = itemsUnchanged > 0 ? `, ${number(itemsUnchanged)} of the items were there already` : '';
  const refused =
    rejected > 0 ? ` ${number(rejected)} ${rejected === 1 ? 'line was' : 'lines were'} rejected: ${rejectedFile}` : '';
  if (status === 'UNCHANGED') {
    return `${layout}Nothing to do: ${counts} were taken before.${refused}`;
  }
  const verb = status === 'RESUMED' ? 'Resumed and took' : 'Took';
  return `${layout}${verb} ${counts}${unchanged}, in ${seconds.toFixed(1)} s.${refused}`;
}

/** What the files had and nothing was made of, a line each; empty where there is none. */
export function describeLeftOut({ notes, unreadFiles = [] }: LoadResult): string {
  const counted = Object.entries(notes).map(([note, count]) => `  ${number(count)} x ${note}`);
  const unread = unreadFiles.map((file) => `  ${file}: not read`);
  return [...counted, ...unread].map((line) => `${line}\n`).join('');
}
