import { ScaleInputError } from './errors.ts';

export const operationNames = [
  'item',
  'similarItems',
  'popularItems',
  'recommendationsStored',
  'recommendationsScored',
  'recordInteraction',
] as const;
export type OperationName = (typeof operationNames)[number];

/** Who comes, and what they do: a file that `npm run scale -- --profile` names. */
export interface Profile {
  name: string;
  /** Shares of the requests; they add up to 1. */
  mix: Record<OperationName, number>;
  /** Of the people who are there, those who listen to pushes. */
  listeningShare: number;
  /** Seconds between two requests of one person. */
  peopleSecondsPerRequest: number;
  /** How long a person stays. */
  sessionSeconds: number;
  /** A peak is so many times the calm before it, which it rises from within the ramp. */
  peakFactor: number;
  rampSeconds: number;
  maxLatencyMs: number;
  /** The load of each hour of the day as a share of the highest. */
  hoursOfDay: number[];
  /** Requests a second at the peak that are asked about. */
  loads: number[];
}

const tolerance = 1e-6;

/** @throws ScaleInputError that names the value, what it is and what it must be */
export function readProfile(given: unknown): Profile {
  if (typeof given !== 'object' || given === null) throw new ScaleInputError('The profile', given, 'an object');
  const profile = given as Record<string, unknown>;
  const { name, mix, hoursOfDay, loads } = profile;
  if (typeof name !== 'string' || name === '') throw new ScaleInputError('name', name, 'a text');
  const number = (field: string, least: number, most = Infinity): number =>
    asNumber(field, profile[field], least, most);
  return {
    name,
    mix: readMix(mix),
    listeningShare: number('listeningShare', 0, 1),
    peopleSecondsPerRequest: number('peopleSecondsPerRequest', tolerance),
    sessionSeconds: number('sessionSeconds', tolerance),
    peakFactor: number('peakFactor', 1),
    rampSeconds: number('rampSeconds', 1),
    maxLatencyMs: number('maxLatencyMs', 50, 10_000),
    hoursOfDay: asNumbers('hoursOfDay', hoursOfDay, 24, 0, 1),
    loads: asNumbers('loads', loads, undefined, tolerance, Infinity),
  };
}

function readMix(given: unknown): Profile['mix'] {
  const mix = (given ?? {}) as Record<string, unknown>;
  const unknown = Object.keys(mix).find((name) => !operationNames.includes(name as OperationName));
  if (unknown !== undefined) throw new ScaleInputError('mix', unknown, `shares of ${operationNames.join(', ')}`);
  const shares = operationNames.map((name) => [name, asNumber(`mix.${name}`, mix[name] ?? 0, 0, 1)] as const);
  const sum = shares.reduce((total, [, share]) => total + share, 0);
  if (Math.abs(sum - 1) > tolerance) throw new ScaleInputError('The sum of mix', sum, '1');
  return Object.fromEntries(shares) as Profile['mix'];
}

function asNumber(where: string, value: unknown, least: number, most: number): number {
  if (typeof value !== 'number' || !(value >= least && value <= most)) {
    throw new ScaleInputError(where, value, `a number from ${least} to ${most}`);
  }
  return value;
}

function asNumbers(where: string, value: unknown, count: number | undefined, least: number, most: number): number[] {
  if (!Array.isArray(value) || value.length === 0 || (count !== undefined && value.length !== count)) {
    throw new ScaleInputError(where, value, `a list of ${count ?? 'some'} numbers`);
  }
  return value.map((one, index) => asNumber(`${where}[${index}]`, one, least, most));
}
