/**
 * A spell of a user or item: activity without a pause of an hour, a day at most. It is what the stated rate of false
 * alarms counts: for each test, at most that share of normal spells raises one.
 */
export interface Spell<Test extends string, State> {
  readonly state: State;
  /** When it began, in milliseconds since the Unix epoch. */
  readonly start: number;
  readonly last: number;
  readonly events: number;
  readonly peaks: Readonly<Record<Test, number>>;
  /** Tests that have raised an alarm in this spell; each does so once. */
  readonly alarmed: readonly Test[];
}

const longestPause = 60 * 60 * 1000;
const longestSpell = 24 * 60 * 60 * 1000;

export const isOver = ({ start, last }: { start: number; last: number }, time: number): boolean =>
  time - last >= longestPause || time - start >= longestSpell;

/** The spell after one more event. */
export function extendSpell<Test extends string, State>(
  before: Spell<Test, State> | undefined,
  update: { state: State; scores: Record<Test, number> },
  time: number,
): Spell<Test, State> {
  const { state, scores } = update;
  if (before === undefined) return { state, start: time, last: time, events: 1, peaks: scores, alarmed: [] };
  const peaks: Record<Test, number> = { ...before.peaks };
  for (const test of Object.keys(scores) as Test[]) peaks[test] = Math.max(peaks[test], scores[test]);
  return { ...before, state, last: Math.max(before.last, time), events: before.events + 1, peaks };
}
