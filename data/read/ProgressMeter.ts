/** A report on the way, at most a few a second and one at the end of each step. */
export interface LoadProgress {
  step: 'fingerprint' | 'items' | 'interactions' | 'recent';
  /** Lines done so far, those of an interrupted run included. */
  done: number;
  /** 0 to 1. */
  fraction: number;
  linesPerSecond: number;
  /** Left out until it can be told. */
  secondsLeft?: number;
}

export interface ProgressOptions {
  /** The clock, in milliseconds since the Unix epoch. */
  now: () => number;
  progress?: (progress: LoadProgress) => void;
}

const millisecondsBetweenReports = 250;

/** Turns counts into reports with a rate and the time left, a few a second. */
export class ProgressMeter {
  readonly #step: LoadProgress['step'];
  readonly #options: ProgressOptions;
  readonly #startedAt: number;
  #startedWith?: { done: number; fraction: number };
  #reportedAt = 0;

  constructor(step: LoadProgress['step'], options: ProgressOptions) {
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
