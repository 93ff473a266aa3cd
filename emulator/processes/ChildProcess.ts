import { spawn, type ChildProcess as NodeChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { ProcessFailed } from './errors.ts';
import { LogFile } from './LogFile.ts';
import { startWatchdog } from './startWatchdog.ts';

export interface ChildOptions {
  /** For messages. */
  name: string;
  command: string;
  args: string[];
  environment?: NodeJS.ProcessEnv;
  folder?: string;
  /** Everything that it prints is appended here. */
  logFile: string;
  /** Called with each line that it prints. */
  onLine?(line: string): void;
  /** Milliseconds between SIGTERM and SIGKILL. @defaultValue 5000 */
  patience?: number;
  /** Whether what others run comes first. @defaultValue false */
  givesWay?: boolean;
}

/** Process ids that were started and have not ended: what the watchdog ends if this process cannot. */
const runningChildren = new Set<number>();
let tellWatchdog: ReturnType<typeof startWatchdog> | undefined;

const changeChildren = (change: () => void): void => {
  change();
  tellWatchdog ??= startWatchdog();
  tellWatchdog([...runningChildren]);
};

const giveWay = (pid: number): void => {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended, or the machine does not let us: it runs as any other.
  }
};

/** A program in the care of the local cloud: its output is kept, and it never outlives this process. */
export class ChildProcess {
  readonly name: string;
  readonly #child: NodeChildProcess;
  readonly #log: LogFile;
  readonly #patience: number;
  readonly #lines: string[] = [];
  /** Resolves with the exit code (or null for a signal). */
  readonly exited: Promise<number | null>;
  exitCode: number | null | undefined;

  constructor({ name, command, args, environment, folder, logFile, onLine, patience = 5000, givesWay }: ChildOptions) {
    this.name = name;
    this.#patience = patience;
    // A log that cannot be written (a full disk, too many open files) is missed; it ends nothing.
    this.#log = new LogFile(logFile).on('error', () => undefined);
    // A process group of its own: Ctrl-C reaches this process alone, which then stops its children in order, and the
    // watchdog can end it with everything that it started.
    this.#child = spawn(command, args, {
      cwd: folder,
      env: environment ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const { pid } = this.#child;
    if (pid !== undefined) {
      changeChildren(() => runningChildren.add(pid));
      if (givesWay) giveWay(pid);
    }
    for (const stream of [this.#child.stdout!, this.#child.stderr!]) {
      let rest = '';
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#log.write(text);
        const lines = (rest + text).split('\n');
        rest = lines.pop()!;
        for (const line of lines.filter((entry) => entry.trim() !== '')) {
          this.#lines.splice(0, Math.max(0, this.#lines.length - 4));
          this.#lines.push(line);
          onLine?.(line);
        }
      });
    }
    this.exited = new Promise((resolve) => {
      const finish = (code: number | null) => {
        if (pid !== undefined) {
          changeChildren(() => runningChildren.delete(pid));
        }
        this.exitCode = code;
        this.#log.end();
        resolve(code);
      };
      this.#child.once('error', (error) => {
        this.#lines.push(error.message);
        finish(null);
      });
      this.#child.once('close', finish);
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** The last lines that it printed. */
  get lastOutput(): string {
    return this.#lines.join(' | ');
  }

  /** @throws ProcessFailed when it ends, or `ready` does not become true within `milliseconds` */
  async waitUntil(ready: () => Promise<boolean>, milliseconds: number): Promise<void> {
    const end = Date.now() + milliseconds;
    while (!(await ready().catch(() => false))) {
      if (this.exitCode !== undefined) {
        throw new ProcessFailed(this.name, `ended with code ${this.exitCode} while starting`, this.lastOutput);
      }
      if (Date.now() > end) {
        await this.stop();
        throw new ProcessFailed(this.name, `was not ready after ${milliseconds / 1000} s`, this.lastOutput);
      }
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }

  /** Ends it at once, with what it started: one that hangs does not hear anything else. */
  kill(): void {
    if (this.exitCode !== undefined || this.pid === undefined) return;
    try {
      process.kill(-this.pid, 'SIGKILL');
    } catch {
      // It has just ended.
    }
  }

  /** Stops it when the signal aborts, or at once when it has aborted already: a listener alone would wait for ever. */
  stopOn(signal: AbortSignal | undefined): void {
    if (signal?.aborted) {
      void this.stop();
    } else {
      signal?.addEventListener('abort', () => void this.stop(), { once: true });
    }
  }

  async stop(): Promise<void> {
    if (this.exitCode === undefined) {
      this.#child.kill('SIGTERM');
      const kill = setTimeout(() => this.#child.kill('SIGKILL'), this.#patience);
      await this.exited;
      clearTimeout(kill);
    }
  }
}
