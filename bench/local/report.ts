import { cpus, loadavg, totalmem } from 'node:os';
import type { Latencies, Measurement } from './measure.ts';

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
 * A page with two rows for each measurement, of one connection and of several, with ratios to the first measurement.
 *
 * @param date of the run, `YYYY-MM-DD`
 */
export function report(
  measurements: Measurement[],
  facts: Record<string, string | number>,
  { date }: { date: string },
): string {
  const [floor] = measurements;
  const rows = measurements.flatMap(({ name, single, many }) => [
    row(name, single, floor.single),
    row('', many, floor.many),
  ]);
  const header = [
    '',
    'connections',
    'p50 ms',
    'p99 ms',
    'p50 to the floor',
    'p99 to the floor',
    'a second',
    'CPU ms each',
    'CPU to the floor',
    'requests',
  ];
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [
    '# The local cloud, measured',
    '',
    `Written by \`npm run bench\` on ${date}. The client, the cloud, its Lambda functions, the model server and DynamoDB`,
    'share the machine, so the ratios to the floor of the same run mean more than the times, and none of it says how fast',
    'AWS is. Processor time is that of the cloud and all that it started, without the client.',
    '',
    ...Object.entries({ ...facts, ...machineFacts() }).map(([name, value]) => `- ${name}: ${value}`),
    '',
    line(header),
    line(header.map((_, index) => (index === 0 ? '---' : '---:'))),
    ...rows.map(line),
    '',
    '- item: the floor, a unit resolver that makes one GetItem, by an API key.',
    '- recordInteraction: a VIEW with a user’s token, nobody listening.',
    '- recommendations, stored: 25 items with reasons from the list that is kept with the user.',
    '- recommendations, scored: the same, scored by the model for every request.',
    '- interaction to push: from sending recordInteraction until the user’s subscription has received the new list.',
    ...(measurements.some(({ name }) => name.startsWith('Gorse')) ? gorse : []),
    '',
  ].join('\n');
}

const gorse = [
  '- Gorse: gorse-in-one on SQLite with the same items, people and interactions, measured alone before; a list is 25 ids',
  '  without reasons, an event is stored and changes no list until the next fit.',
];

function row(name: string, measured: Latencies, floor: Latencies): string[] {
  const { connections, p50, p99, perSecond, processorTime, requests } = measured;
  const ratio = (value: number | undefined, base: number | undefined): string =>
    value === undefined || base === undefined ? '' : `${(value / base).toFixed(1)} x`;
  return [
    name,
    String(connections),
    milliseconds(p50),
    milliseconds(p99),
    ratio(p50, floor.p50),
    ratio(p99, floor.p99),
    perSecond.toFixed(0),
    processorTime === undefined ? '' : milliseconds(processorTime),
    ratio(processorTime, floor.processorTime),
    String(requests),
  ];
}
