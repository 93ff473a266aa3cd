/** Milliseconds of a clock that never goes back. */
export type Clock = () => number;

/** The part of the budget that the plan may fill by its own estimates; the rest is for estimates that are too low. */
const plannedPart = 0.8;
/** How late training may become before the clock cuts it short; a small delay is better than another model. */
const lateFactor = 1.5;
const lateSeconds = 30;
/** Seconds that starting takes whatever the plan, which say nothing about the machine's speed. */
const startSeconds = 5;

/**
 * Decides what there is still time for. By estimates, so that equal data and options give equal models; only when the
 * machine turns out so slow that training would become very late does the clock decide, and `wasCut` tells.
 */
export class TimeBudget {
  readonly seconds: number;
  readonly #clock: Clock;
  readonly #start: number;
  #estimated = 0;
  /** Milliseconds. */
  #aside = 0;
  #wasCut = false;

  constructor(seconds: number, clock: Clock = () => performance.now()) {
    this.seconds = seconds;
    this.#clock = clock;
    this.#start = clock();
  }

  /** Whether the clock, and not the plan alone, left something out. */
  get wasCut(): boolean {
    return this.#wasCut;
  }

  /** Counts work that was estimated to take so many seconds. */
  spend(estimatedSeconds: number): void {
    this.#estimated += estimatedSeconds;
  }

  /** Whether work of so many estimated seconds fits the plan, and the clock. */
  hasRoomFor(estimatedSeconds: number): boolean {
    return this.#estimated + estimatedSeconds <= plannedPart * this.seconds && this.hasTimeFor(estimatedSeconds);
  }

  /**
   * Does what the plan does not count and has to be done whatever it is, ahead of it: that makes no fit of the plan late,
   * and says nothing about the machine's speed.
   */
  aside<Result>(work: () => Result): Result {
    const begun = this.#clock();
    const result = work();
    this.#aside += this.#clock() - begun;
    return result;
  }

  /** Whether work of so many estimated seconds can end before it is too late, if the machine stays as fast as so far. */
  hasTimeFor(estimatedSeconds: number): boolean {
    return this.#endsInTime(estimatedSeconds, this.#clock() - this.#start - this.#aside);
  }

  /** The same of what comes last, when all that was done counts. */
  hasTimeAtLastFor(estimatedSeconds: number): boolean {
    return this.#endsInTime(estimatedSeconds, this.#clock() - this.#start);
  }

  #endsInTime(estimatedSeconds: number, elapsedMilliseconds: number): boolean {
    const elapsed = elapsedMilliseconds / 1000;
    const slowness = Math.max(1, elapsed / (this.#estimated + startSeconds));
    if (elapsed + estimatedSeconds * slowness <= lateFactor * this.seconds + lateSeconds) return true;
    this.#wasCut = true;
    return false;
  }
}
