import type { Verdict } from '../peak/judgePeak.ts';
import type { ProcessTrend, Sample, Trend } from './judgeSoak.ts';

export interface SoakResult {
  facts: Record<string, string | number>;
  load: { minutes: number; warm: number; rate: number; seed: number; users: number; listeners: number };
  sent: number;
  answered: number;
  trends: readonly ProcessTrend[];
  verdicts: readonly Verdict[];
  samples: readonly Sample[];
}

/** The page of results. */
export function renderSoak({ facts, load, sent, answered, trends, verdicts, samples }: SoakResult): string {
  const { minutes, warm, rate, seed, users, listeners } = load;
  const resources = samples.at(-1)?.resources ?? {};
  return [
    '# A soak of the local cloud, measured',
    '',
    `Written by \`npm run bench:soak\` on ${new Date().toISOString().slice(0, 10)}: ${users} users of the demo shop, ${listeners} of whom listen, send ${rate} requests a second for ${minutes} minutes (seed ${seed}; ${sent} requests, ${answered} answered without an error). What counts is from minute ${warm} on: until then caches fill. A slope is the line through the least value of each minute, with its 95% interval.`,
    '',
    ...Object.entries(facts).map(([name, value]) => `- ${name}: ${value}`),
    '',
    '| promise | | found |',
    '|---|---|---|',
    ...verdicts.map(({ promise, kept, found }) => `| ${promise} | ${kept ? 'kept' : '**broken**'} | ${found} |`),
    '',
    '| process | minutes | memory at first, at last | a minute | files and sockets at first, at last |',
    '|---|---:|---|---|---|',
    ...trends
      .toSorted((one, other) => other.memory.last - one.memory.last)
      .map(
        ({ name, minutes: seen, memory, descriptors }) =>
          `| ${name} | ${seen} | ${mebibytes(memory.first)}, ${mebibytes(memory.last)} | ${slopeOf(memory)} | ${descriptors.first}, ${descriptors.last} |`,
      ),
    '',
    `Timers and handles of the cloud's process at last: ${Object.entries(resources)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, count]) => `${count} ${name}`)
      .join(', ')}.`,
    '',
  ].join('\n');
}

const mebibytes = (value: number): string => `${value.toFixed(1)} MiB`;
const slopeOf = ({ slope, error }: Trend): string =>
  `${slope < 0 ? '' : '+'}${slope.toFixed(2)} MiB ± ${error.toFixed(2)}`;
