import { localDemandOf, readProfile, waitsOf } from '../../scale/index.ts';
import type { CountedOperations } from '../../scale/index.ts';
import type { PeakResult } from './renderPeak.ts';

/** What `scale/` says beside what was measured, in milliseconds. */
export interface Comparison {
  what: string;
  predicted: number;
  measured: number;
  /** The greater divided by the lesser. */
  factor: number;
}

/** By which a prediction may miss: the machine is shared, and what it counted and what it measured were hours apart. */
export const acceptedFactor = 2;

const shares = { item: 0.2, similarItems: 0.1, popularItems: 0.1, list: 0.35, recordInteraction: 0.25 };
/** Of lists: whose last act before was a list find one that is stored and still holds. */
const stored = shares.list / (shares.list + shares.recordInteraction);

/** Processors that others leave are never quite none. */
const leastProcessors = 0.05;

/**
 * The undisturbed run as the model sees it, from what was counted of single operations: processor time of a request, and
 * the latency in the calm and at the peak, with the processors that whatever else the machine did left in each second.
 */
export function comparePrediction(
  { shape, users, listeners, runs }: PeakResult,
  counted: CountedOperations,
): Comparison[] {
  const plain = runs.find(({ name }) => name === 'plain');
  if (!plain) return [];
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
  const { busySeconds, answerSeconds } = localDemandOf(profile, counted, rate);
  const all = Number.parseInt(String(plain.facts.machine), 10);
  const seconds = plain.seconds.filter(({ planned }) => planned > 0);
  const waits = waitsOf(
    seconds.map(({ sent }) => sent),
    seconds.map(({ othersSeconds }) => Math.max(leastProcessors, all - (othersSeconds ?? 0))),
    busySeconds,
  );
  const compare = (what: string, predicted: number, measured: number | null | undefined): Comparison[] =>
    measured
      ? [{ what, predicted, measured, factor: Math.max(predicted, measured) / Math.min(predicted, measured) }]
      : [];
  const latencies = (['calm', 'peak'] as const).flatMap((phase) => {
    const own = seconds.flatMap((second, index) =>
      second.phase === phase && second.at >= shape.calmSeconds
        ? Array.from({ length: second.sent }, () => waits[index])
        : [],
    );
    const median = own.sort((a, b) => a - b)[Math.floor(own.length / 2)] ?? 0;
    const measured = plain.phases.find((one) => one.phase === phase)?.p50;
    return compare(`latency, half below: ${phase}`, (answerSeconds + median) * 1000, measured);
  });
  const peak = plain.phases.find(({ phase }) => phase === 'peak');
  return [
    ...compare(
      'processor time of a request at the peak',
      busySeconds * 1000,
      1000 / (peak?.answeredPerBusySecond ?? Infinity),
    ),
    // What others took is needed to say how long a request waits.
    ...(seconds.every(({ othersSeconds }) => othersSeconds != null) ? latencies : []),
  ];
}

/** As Markdown. */
export function renderComparison(compared: readonly Comparison[]): string[] {
  if (compared.length === 0) return [];
  const number = (value: number): string => (value < 100 ? value.toFixed(1) : value.toFixed(0));
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
      ({ what, predicted, measured, factor }) =>
        `| ${what} | ${number(predicted)} ms | ${number(measured)} ms | ${factor.toFixed(1)} | ${factor <= acceptedFactor ? 'within' : '**outside**'} |`,
    ),
    '',
  ];
}
