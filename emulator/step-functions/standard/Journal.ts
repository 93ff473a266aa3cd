import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** An event of an execution, as GetExecutionHistory answers it, with what only a later start needs. */
export interface HistoryEvent {
  id: number;
  previousEventId: number;
  /** Seconds since the Unix epoch. */
  timestamp: number;
  type: string;
  /** Not part of the answer: where a StateExited goes on, the definition of an ExecutionStarted, … */
  kept?: Record<string, unknown>;
  /** `<kind>EventDetails`. */
  [details: string]: unknown;
}

/** States and executions share their details over all kinds of states. */
const detailsOf = (type: string): string => {
  const [, shared] = /State(Entered|Exited)$/.exec(type) ?? [];
  const name = shared === undefined ? type : `State${shared}`;
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}EventDetails`;
};

/** A line that was being written when the process was killed is no event. */
const readLine = (line: string): HistoryEvent[] => {
  try {
    return [JSON.parse(line) as HistoryEvent];
  } catch {
    return [];
  }
};

/** The history of one execution as a file: each event is a line, written before what it announces is done. */
export class Journal {
  readonly #file: string;
  readonly events: HistoryEvent[];

  /** Goes on with the events that the file has. */
  constructor(file: string) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
    this.events = existsSync(file) ? readFileSync(file, 'utf8').split('\n').flatMap(readLine) : [];
    if (this.events.length > 0) {
      // What follows half a line stands on a line of its own.
      appendFileSync(file, '\n');
    }
  }

  append(type: string, details: Record<string, unknown>, kept?: Record<string, unknown>): HistoryEvent {
    const id = this.events.length + 1;
    const event = {
      id,
      previousEventId: id - 1,
      timestamp: Date.now() / 1000,
      type,
      [detailsOf(type)]: details,
      ...(kept && { kept }),
    };
    appendFileSync(this.#file, `${JSON.stringify(event)}\n`);
    this.events.push(event);
    return event;
  }

  last(matches: (event: HistoryEvent) => boolean): HistoryEvent | undefined {
    return this.events.findLast(matches);
  }
}

export const isEntered = ({ type }: HistoryEvent): boolean => type.endsWith('StateEntered');
export const isExited = ({ type }: HistoryEvent): boolean => type.endsWith('StateExited');
export const isEnd = ({ type }: HistoryEvent): boolean => /^Execution(Succeeded|Failed|Aborted|TimedOut)$/.test(type);
