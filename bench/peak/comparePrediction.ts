import { measuredModelSeconds, predictLocal, readProfile } from '../../scale/index.ts';
import type { CountedOperations } from '../../scale/index.ts';
import type { PeakResult } from './renderPeak.ts';

/** What `scale/` says beside what was measured. */
export interface Comparison {
  what: string;
  predicted: number;
  measured: number;
  unit: string;
  /** The greater divided by the lesser. */
  factor: number;
}

/** By which a prediction may miss: the machine is shared, and what it counted and what it measured were hours apart. */
export const acceptedFactor = 2;

const shares = { item: 0.2, similarItems: 0.1, popularItems: 0.1, list: 0.35, recordInteraction: 0.25 };
/** Of lists: whose last act before was a list find one that is stored and still holds. */
const stored = shares.list / (shares.list + shares.recordInteraction);

/**
 * The undisturbed run as the model sees it, from what was counted of single operations alone: processor time of a request
 * at the peak, and the latency there.
 */
export function comparePrediction(
  { shape, users, listeners, runs, machine }: PeakResult,
  counted: CountedOperations,
): Comparison[] {
  const peak = runs.find(({ name }) => name === 'plain')?.phases.find(({ phase }) => phase === 'peak');
  if (!peak || !peak.answeredPerBusySecond || peak.p50 === null || peak.p95 === null) return [];
  const { list, ...others } = shares;
  const rate = shape.calmPerSecond * shape.factor;
  const profile = readProfile({
    name: 'bench:peak',
    mix: { ...others, recommendationsStored: list * stored, recommendationsScored: list * (1 - stored) },
    listeningShare: listeners / users,
    ...{ peopleSecondsPerRequest: users / rate, sessionSeconds: 900, maxLatencyMs: 1000 },
    ...{ peakFactor: shape.factor, rampSeconds: shape.rampSeconds },
    ...{ hoursOfDay: Array.from({ length: 24 }, () => 1), loads: [rate] },
  });
  const processors = Number.parseInt(String(machine.machine), 10);
  const predicted = predictLocal(profile, counted, rate, { processors, modelSeconds: measuredModelSeconds });
  const compare = (what: string, of: number, measured: number, unit: string): Comparison => ({
    ...{ what, predicted: of, measured, unit },
    factor: Math.max(of, measured) / Math.min(of, measured),
  });
  return [
    compare('processor time of a request', predicted.busySeconds * 1000, 1000 / peak.answeredPerBusySecond, 'ms'),
    compare('latency at the peak, half below', predicted.p50 * 1000, peak.p50, 'ms'),
    compare('latency at the peak, 95 of 100 below', predicted.p95 * 1000, peak.p95, 'ms'),
  ];
}

/** As Markdown. */
export function renderComparison(compared: readonly Comparison[]): string[] {
  if (compared.length === 0) return [];
  const number = (value: number): string => (Number.isFinite(value) ? value.toFixed(1) : 'without end');
  return [
    '',
    '## Beside the prediction',
    '',
    'What `npm run scale` reckons with, from single operations that were counted apart (`scale/operations.json`), for the',
    `undisturbed run. A prediction counts as right within a factor of ${acceptedFactor}.`,
    '',
    '| | predicted | measured | factor | |',
    '| --- | ---: | ---: | ---: | --- |',
    ...compared.map(
      ({ what, predicted, measured, unit, factor }) =>
        `| ${what} | ${number(predicted)} ${unit} | ${number(measured)} ${unit} | ${number(factor)} | ${factor <= acceptedFactor ? 'within' : '**outside**'} |`,
    ),
    '',
  ];
}
