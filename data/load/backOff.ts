import { setTimeout as sleep } from 'node:timers/promises';

const firstWaitMilliseconds = 50;
const longestWaitMilliseconds = 5000;

/** With the waits before them, they take about half a minute. */
export const maximumAttempts = 12;

/** Waits before an attempt: not before the first, then twice as long every time. */
export async function backOff(attempt: number): Promise<void> {
  if (attempt > 0) await sleep(Math.min(firstWaitMilliseconds * 2 ** attempt, longestWaitMilliseconds));
}
