/** Changes the text behind the step that runs. */
export type Update = (detail: string) => void;

/** Between two lines of one step where output is not a terminal. */
const plainInterval = 5000;

/**
 * Shows the steps of a command on stderr: on a terminal as one line that changes, elsewhere (a pipe, CI) as a line when
 * a step goes over a second, one every few seconds, and one at its end.
 */
export class Progress {
  readonly #output: NodeJS.WriteStream;

  constructor(output: NodeJS.WriteStream = process.stderr) {
    this.#output = output;
  }

  /** @param quiet steps that take less are not announced, in milliseconds */
  async step<T>(title: string, work: (update: Update) => Promise<T>, quiet = 1000): Promise<T> {
    const started = performance.now();
    const elapsed = () => performance.now() - started;
    let detail = '';
    let shown = 0;
    const show = (mark: string, text: string) => {
      const line = `${mark} ${title}${text === '' ? '' : `: ${text}`}  ${(elapsed() / 1000).toFixed(1)} s`;
      this.#output.write(
        this.#output.isTTY ? `\r\u001B[K${line.slice(0, (this.#output.columns ?? 80) - 1)}` : `${line}\n`,
      );
      shown = elapsed();
    };
    const timer = setInterval(
      () => {
        const isDue = this.#output.isTTY || shown === 0 || elapsed() - shown >= plainInterval;
        if (elapsed() >= quiet && isDue) {
          show('…', detail);
        }
      },
      this.#output.isTTY ? 100 : 250,
    );
    try {
      const result = await work((text) => {
        detail = text;
      });
      this.#end(shown > 0 || elapsed() >= quiet ? () => show('✓', detail) : undefined);
      return result;
    } catch (error) {
      this.#end(shown > 0 ? () => show('✗', detail) : undefined);
      throw error;
    } finally {
      clearInterval(timer);
    }
  }

  /** A line between steps. */
  say(line: string): void {
    this.#output.write(`${this.#output.isTTY ? '\r\u001B[K' : ''}${line}\n`);
  }

  #end(show: (() => void) | undefined): void {
    show?.();
    if (show && this.#output.isTTY) {
      this.#output.write('\n');
    }
  }
}
