import type { PeakPromises, Verdict } from './judgePeak.ts';
import type { LoadShape } from './planLoad.ts';
import type { PhaseSummary, Second } from './summarizePeak.ts';

export interface RunResult {
  name: string;
  title: string;
  facts: Record<string, string | number>;
  verdicts: Verdict[];
  phases: PhaseSummary[];
  seconds: Second[];
}

/** bench/results/peak.json. */
export interface PeakResult {
  date: string;
  seed: number;
  shape: LoadShape;
  promises: PeakPromises;
  users: number;
  listeners: number;
  runs: RunResult[];
}

const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const milliseconds = (value: number | null): string => (value === null ? '' : String(value));

/** A page with the picture, each run's promises and its phases. */
export function renderPeak({ date, seed, shape, users, listeners, runs }: PeakResult): string {
  const { calmPerSecond, factor, rampSeconds, holdSeconds, calmSeconds, peaks } = shape;
  return [
    '# A peak on the local cloud, measured',
    '',
    `Written by \`npm run bench:peak\` on ${date}: ${users} users of the demo shop, ${listeners} of whom listen, send`,
    `${calmPerSecond} requests a second for ${calmSeconds} s, ${factor} times as many after a ramp of ${rampSeconds} s, for`,
    `${holdSeconds} s, and back, ${peaks} times (seed ${seed}; a Poisson process that waits for no answer). The client and the`,
    'cloud with its functions, its model and its database share the machine. The first calm phase is left out of the calm.',
    '',
    '![Load, latency, degraded lists and pushes behind, by seconds](peak.svg)',
    ...runs.flatMap(({ title, facts, verdicts, phases }) => [
      '',
      `## ${title}`,
      '',
      ...Object.entries(facts).map(([name, value]) => `- ${name}: ${value}`),
      '',
      line(['promise', '', 'found']),
      line(['---', '---', '---']),
      ...verdicts.map(({ promise, kept, found }) => line([promise, kept ? 'kept' : '**broken**', found])),
      '',
      line([
        'phase',
        'sent',
        'answered',
        'errors',
        'p50 ms',
        'p95 ms',
        'p99 ms',
        'degraded',
        'CPU-seconds',
        'of others',
        'per CPU-second',
      ]),
      line(['---', '---:', '---:', '---', '---:', '---:', '---:', '---:', '---:', '---:', '---:']),
      ...phases.map((phase) =>
        line([
          ...[phase.phase, phase.sent, phase.answered],
          Object.entries(phase.errors)
            .map(([error, count]) => `${count} ${error}`)
            .join(', ') || '0',
          ...[milliseconds(phase.p50), milliseconds(phase.p95), milliseconds(phase.p99)],
          phase.degradedShare === null ? '' : `${(100 * phase.degradedShare).toFixed(1)}%`,
          phase.processorSeconds?.toFixed(1) ?? '',
          phase.othersSeconds?.toFixed(1) ?? '',
          phase.answeredPerProcessorSecond?.toFixed(1) ?? '',
        ]),
      ),
    ]),
    '',
  ].join('\n');
}
