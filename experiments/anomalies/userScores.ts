import { hashText } from './hashText.ts';

/** What people cannot do: act faster than hands, over and over the same, or like a clock. */
export const userTests = ['USER_RATE', 'REPETITION', 'REGULARITY'] as const;
export type UserTest = (typeof userTests)[number];

/** What is kept of a user while they are active: about 400 bytes of JSON. */
export interface UserState {
  /** Of the last event, in milliseconds since the Unix epoch. */
  readonly last: number;
  /** Events, each half as much after a minute. */
  readonly rate: number;
  readonly lastItem: string;
  /** The last transitions from item to item, as hashes. */
  readonly transitions: readonly number[];
  /** Repeated transitions among the last ones, older ones weighing less. */
  readonly repeated: number;
  /** Mean and variance of the logarithms of the pauses between events, older ones weighing less. */
  readonly pauses: number;
  readonly pauseMean: number;
  readonly pauseVariance: number;
}

const minute = 60_000;
const transitionsKept = 24;
/** An event weighs this much less for each one after it. */
const fading = 1 / 16;
const pausesNeeded = 12;
/** Of the logarithm of a pause: more exact than this no network lets a clock appear. */
const clockNoise = 0.02;

/** What follows from one more event, and what the tests make of it: scores of 1 and more. */
export function updateUser(
  before: UserState | undefined,
  itemId: string,
  time: number,
): { state: UserState; scores: Record<UserTest, number> } {
  if (before === undefined) {
    const state = { last: time, rate: 1, lastItem: itemId, transitions: [], repeated: 0, ...noPauses };
    return { state, scores: { USER_RATE: 1, REPETITION: 1, REGULARITY: 1 } };
  }
  const pause = Math.max(0, time - before.last);
  const transition = hashText(`${before.lastItem}\0${itemId}`);
  const isRepeated = before.transitions.includes(transition);
  const state: UserState = {
    last: Math.max(before.last, time),
    rate: before.rate * 2 ** (-pause / minute) + 1,
    lastItem: itemId,
    transitions: [...before.transitions, transition].slice(-transitionsKept),
    repeated: before.repeated * (1 - fading) + Number(isRepeated),
    ...addPause(before, Math.log(Math.max(1, pause))),
  };
  const regularity = state.pauses < pausesNeeded ? 1 : 1 / (clockNoise + Math.sqrt(state.pauseVariance));
  return { state, scores: { USER_RATE: state.rate, REPETITION: 1 + state.repeated, REGULARITY: regularity } };
}

const noPauses = { pauses: 0, pauseMean: 0, pauseVariance: 0 };

function addPause(
  { pauses, pauseMean, pauseVariance }: UserState,
  value: number,
): Pick<UserState, 'pauses' | 'pauseMean' | 'pauseVariance'> {
  const weight = Math.max(fading, 1 / (pauses + 1));
  const distance = value - pauseMean;
  return {
    pauses: pauses + 1,
    pauseMean: pauseMean + weight * distance,
    pauseVariance: (1 - weight) * (pauseVariance + weight * distance * distance),
  };
}
