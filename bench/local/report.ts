import { cpus, loadavg, totalmem } from 'node:os';
import type { Measurement } from './measure.ts';

const milliseconds = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0));

/** What the numbers were measured on; taken at the end of the run. */
export const machineFacts = (): Record<string, string | number> => ({
  machine: `${cpus().length} x ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
  'Node.js': process.version,
  'load average (1, 5, 15 minutes)': loadavg()
    .map((value) => value.toFixed(1))
    .join(', '),
});

/**
 * A page with one row per measurement, each with its ratio to the first.
 *
 * @param date of the run, `YYYY-MM-DD`
 */
export function report(
  measurements: Measurement[],
  facts: Record<string, string | number>,
  { date, parallel }: { date: string; parallel: number },
): string {
  const [base] = measurements;
  const rows = measurements.map(({ name, p50, p99, requests, perSecond }) => [
    name,
    milliseconds(p50),
    milliseconds(p99),
    `${(p50 / base.p50).toFixed(1)} x`,
    `${(p99 / base.p99).toFixed(1)} x`,
    perSecond.toFixed(0),
    `1/${(base.perSecond / perSecond).toFixed(1)}`,
    String(requests),
  ]);
  const header = ['', 'p50 ms', 'p99 ms', 'p50 to trivial', 'p99 to trivial', 'a second', 'to trivial', 'requests'];
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [
    '# The local cloud, measured',
    '',
    `Written by \`npm run bench\` on ${date}. Latency with one request at a time, requests a second with ${parallel}. The`,
    'client, the cloud, its Lambda functions, the model server and DynamoDB share the machine, so the ratios to the',
    'trivial query of the same run mean more than the times, and none of it says how fast AWS is.',
    '',
    ...Object.entries({ ...facts, ...machineFacts() }).map(([name, value]) => `- ${name}: ${value}`),
    '',
    line(header),
    line(header.map((_, index) => (index === 0 ? '---' : '---:'))),
    ...rows.map(line),
    '',
    '- trivial query: `{ __typename }` with an API key.',
    '- recordInteraction: a VIEW with a user’s token, nobody listening.',
    '- recommendations, stored: 25 items with reasons from the list that is kept with the user.',
    '- recommendations, scored: the same, scored by the model for every request.',
    '- interaction to push: from sending recordInteraction until the user’s subscription has received the new list.',
    '',
  ].join('\n');
}
