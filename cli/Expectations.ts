import { CommandError } from './CommandError.ts';
import type { Progress } from './Progress.ts';

/** What a demonstration is to show; what did not happen is said in the end. */
export class Expectations {
  readonly #progress: Pick<Progress, 'say'>;
  readonly #broken: string[] = [];

  constructor(progress: Pick<Progress, 'say'>) {
    this.#progress = progress;
  }

  /** @param why told when it did not happen */
  expect(what: string, isKept: boolean, why?: string | null): void {
    if (!isKept) this.#broken.push(what);
    this.#progress.say(`${isKept ? '✓' : '✗'} ${what}${isKept || !why ? '' : `: ${why}`}`);
  }

  /** @throws CommandError with all that did not happen */
  requireAll(): void {
    if (this.#broken.length > 0) throw new CommandError(`Did not happen: ${this.#broken.join('; ')}.`);
  }
}
