import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** The person at the command, if there is one. */
export class Terminal {
  readonly #input: Readable & { isTTY?: boolean };
  readonly #output: NodeJS.WritableStream & { isTTY?: boolean };

  constructor(
    input: Readable & { isTTY?: boolean } = process.stdin,
    output: NodeJS.WritableStream & { isTTY?: boolean } = process.stderr,
  ) {
    this.#input = input;
    this.#output = output;
  }

  /** Whether somebody can be asked. */
  get isInteractive(): boolean {
    return this.#input.isTTY === true && this.#output.isTTY === true;
  }

  /**
   * The line that is typed, without spaces around it; empty where the input ends.
   * @throws AbortError when `signal` aborts
   */
  async ask(question: string, signal: AbortSignal): Promise<string> {
    this.#output.write(question);
    // The terminal's own line editing: then Ctrl-C stays a signal.
    const lines = createInterface({ input: this.#input, terminal: false });
    const ended = new AbortController();
    try {
      const stop = { signal: AbortSignal.any([signal, ended.signal]) };
      const [line] = await Promise.race([once(lines, 'line', stop), once(lines, 'close', stop).then(() => [''])]);
      return String(line).trim();
    } finally {
      ended.abort();
      lines.close();
    }
  }

  async confirm(question: string, signal: AbortSignal): Promise<boolean> {
    return /^y(es)?$/i.test(await this.ask(`${question} [y/N] `, signal));
  }
}
