import { percentile } from '../local/measure.ts';
import type { Observation, PeakRun } from './Observation.ts';
import { lengthOf, offeredAt, phaseAt } from './planLoad.ts';
import type { LoadShape, Phase } from './planLoad.ts';
import { pushDelays, pushesBehind } from './pushDelays.ts';

/** A second of the run. */
export interface Second {
  at: number;
  phase: Phase;
  /** Requests a second: as planned, sent, and answered without error. */
  planned: number;
  sent: number;
  answered: number;
  errors: number;
  /** Milliseconds from when a request was due; null where none was due. */
  p50: number | null;
  p95: number | null;
  p99: number | null;
  lists: number;
  degraded: number;
  pushesBehind: number;
  /** Processor seconds of the cloud in this second; null where it was not measured. */
  processorSeconds: number | null;
  /** The same of whatever else the machine does. */
  othersSeconds: number | null;
}

/** A kind of phase, over all peaks. */
export interface PhaseSummary {
  phase: Phase;
  seconds: number;
  sent: number;
  answered: number;
  errors: Record<string, number>;
  p50: number | null;
  p95: number | null;
  p99: number | null;
  lists: number;
  degradedShare: number | null;
  processorSeconds: number | null;
  /** Of whatever else the machine does. */
  othersSeconds: number | null;
  /** Requests that were answered in the seconds of the phase, whenever they were due, for each processor second. */
  answeredPerProcessorSecond: number | null;
  /** The same without what the cloud takes when nobody asks. */
  answeredPerBusySecond: number | null;
}

/** Milliseconds from when a request was due, so that a client that falls behind does not hide a wait. */
export const latencyOf = ({ planned, answeredAt }: Observation): number => (answeredAt - planned.at) * 1000;

const sortedLatencies = (observations: Observation[]): number[] => observations.map(latencyOf).sort((a, b) => a - b);
const latencies = (observations: Observation[]): Pick<Second, 'p50' | 'p95' | 'p99'> => {
  const sorted = sortedLatencies(observations);
  const at = (share: number): number | null => (sorted.length === 0 ? null : Math.round(percentile(sorted, share)));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
};

type Meter = 'processorSeconds' | 'othersSeconds';

/** Processor seconds until an instant, between the samples in proportion. */
function processorUntil(samples: PeakRun['processor'], at: number, meter: Meter): number | undefined {
  const after = samples.findIndex((sample) => sample.at >= at);
  if (after < 0) return undefined;
  const next = samples[after];
  const before = samples[after - 1] ?? next;
  const part = next.at === before.at ? 0 : (at - before.at) / (next.at - before.at);
  return before[meter] + part * (next[meter] - before[meter]);
}

function processorBetween(run: PeakRun, from: number, to: number, meter: Meter): number | null {
  const [start, end] = [from, to].map((at) => processorUntil(run.processor, at, meter));
  return start === undefined || end === undefined ? null : end - start;
}

/** The run by seconds. */
export function secondsOf(run: PeakRun, shape: LoadShape): Second[] {
  const delays = pushDelays(run);
  return Array.from({ length: Math.ceil(Math.max(lengthOf(shape), run.endedAt)) }, (_, at) => {
    const due = run.observations.filter(({ planned }) => Math.floor(planned.at) === at);
    const answered = run.observations.filter(({ answeredAt }) => Math.floor(answeredAt) === at);
    const lists = due.filter(({ list }) => list);
    return {
      at,
      phase: phaseAt(shape, at).phase,
      planned: at < lengthOf(shape) ? offeredAt(shape, at + 0.5) : 0,
      sent: due.length,
      answered: answered.filter(({ error }) => error === undefined).length,
      errors: answered.filter(({ error }) => error !== undefined).length,
      ...latencies(due),
      lists: lists.length,
      degraded: lists.filter(({ list }) => list?.degraded).length,
      pushesBehind: pushesBehind(delays, at + 1),
      processorSeconds: processorBetween(run, at, at + 1, 'processorSeconds'),
      othersSeconds: processorBetween(run, at, at + 1, 'othersSeconds'),
    };
  });
}

function perProcessorSecond(
  seconds: Second[],
  processorSeconds: number | null,
  idleShare = 0,
): Pick<PhaseSummary, 'answeredPerProcessorSecond' | 'answeredPerBusySecond'> {
  const answered = seconds.reduce((sum, second) => sum + second.answered, 0);
  const busy = (processorSeconds ?? 0) - idleShare * seconds.length;
  return {
    answeredPerProcessorSecond: processorSeconds ? answered / processorSeconds : null,
    answeredPerBusySecond: busy > 0 ? answered / busy : null,
  };
}

/** The run by kinds of phase. The first calm phase holds what a new process compiles, and is left out of the calm. */
export function phasesOf(run: PeakRun, shape: LoadShape): PhaseSummary[] {
  const seconds = secondsOf(run, shape).filter(({ at }) => at < Math.floor(lengthOf(shape)));
  const isCounted = (at: number): boolean => at >= shape.calmSeconds;
  return (['calm', 'up', 'peak', 'down'] as const).map((phase) => {
    const observations = run.observations.filter(
      ({ planned }) => isCounted(planned.at) && phaseAt(shape, planned.at).phase === phase,
    );
    const lists = observations.filter(({ list }) => list);
    const errors: Record<string, number> = {};
    for (const { error } of observations) if (error !== undefined) errors[error] = (errors[error] ?? 0) + 1;
    const answered = observations.filter(({ error }) => error === undefined).length;
    const own = seconds.filter((second) => isCounted(second.at) && second.phase === phase);
    const total = (meter: Meter): number | null =>
      own.some((second) => second[meter] === null) ? null : own.reduce((sum, second) => sum + second[meter]!, 0);
    const processorSeconds = total('processorSeconds');
    return {
      phase,
      seconds: own.length,
      sent: observations.length,
      answered,
      errors,
      ...latencies(observations),
      lists: lists.length,
      degradedShare: lists.length === 0 ? null : lists.filter(({ list }) => list?.degraded).length / lists.length,
      processorSeconds,
      othersSeconds: total('othersSeconds'),
      ...perProcessorSecond(own, processorSeconds, run.idleShare),
    };
  });
}
