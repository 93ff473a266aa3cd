import type { LoadOptions, LoadProgress } from '../types.ts';

const millisecondsBetweenReports = 250;

/** Turns counts into reports with a rate and the time left, a few a second. */
export class ProgressMeter {
  readonly #step: LoadProgress['step'];
  readonly #options: Pick<LoadOptions, 'progress' | 'now'>;
  readonly #startedAt: number;
  #startedWith?: { done: number; fraction: number };
  #reportedAt = 0;

  constructor(step: LoadProgress['step'], options: Pick<LoadOptions, 'progress' | 'now'>) {
    this.#step = step;
    this.#options = options;
    this.#startedAt = options.now();
  }

  /** What was done before, by a run that was interrupted; it does not count for the rate. */
  skipped(done: number, fraction: number): void {
    this.#startedWith = { done, fraction };
  }

  /** @param isLast whether the step is through: reported even when the last report was a moment ago. */
  report(done: number, fraction: number, isLast = false): void {
    const { now, progress } = this.#options;
    if (!progress) return;
    const time = now();
    if (!isLast && time - this.#reportedAt < millisecondsBetweenReports) return;
    this.#reportedAt = time;
    const before = this.#startedWith ?? { done: 0, fraction: 0 };
    const seconds = (time - this.#startedAt) / 1000;
    const gained = fraction - before.fraction;
    progress({
      step: this.#step,
      done,
      fraction,
      linesPerSecond: seconds > 0 ? (done - before.done) / seconds : 0,
      secondsLeft: isLast ? 0 : gained > 0.001 ? (seconds * (1 - fraction)) / gained : undefined,
    });
  }
}
