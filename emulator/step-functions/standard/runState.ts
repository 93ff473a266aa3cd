import { setTimeout as sleep } from 'node:timers/promises';
import { StateMachine } from 'aws-local-stepfunctions';
import { runMachine, type Context, type TaskHandlers } from '../runMachine.ts';
import type { Definition, State } from '../loadStateMachine.ts';

export interface StateRun {
  definition: Definition;
  /** Of the state, at the top of the definition. */
  name: string;
  input: unknown;
  /** When it was entered first, in milliseconds. */
  enteredAt: number;
  context: Context;
  handlers: TaskHandlers;
  signal: AbortSignal;
}

export interface StateEnd {
  output: unknown;
  /** The next state; undefined at the end of the execution. */
  next: string | undefined;
}

/** Names that no state has, because the language allows 80 characters. */
const [itself, end] = ['The state'.padEnd(81, '.'), 'The end'.padEnd(81, '.')];

const targetsOf = ({ Next, Default, Choices = [], Catch = [] }: State): string[] =>
  [Next, Default, ...[...Choices, ...Catch].map((rule) => rule.Next)].filter((name) => name !== undefined);

/**
 * Runs one state as a machine of its own, in which each state behind it only says that the machine came there: so the
 * library does what happens inside of a state, and what has to last is kept between states.
 */
const runAlone = async (state: State, { name, input, context, handlers, signal }: StateRun): Promise<StateEnd> => {
  const { End: isLast, ...rest } = state;
  const isEnd = isLast === true || state.Type === 'Succeed';
  const alone = { ...rest, ...(state.Type === 'Succeed' && { Type: 'Pass' }), ...(isEnd && { Next: end }) };
  const arrivals = targetsOf(alone).map((target) => [
    target,
    { Type: 'Pass', Parameters: { next: target, 'output.$': '$' }, End: true },
  ]);
  const definition = { StartAt: itself, States: { ...Object.fromEntries(arrivals), [itself]: alone } };
  const machine = new StateMachine(definition as never, { validationOptions: { noValidate: true } });
  const ownHandlers = name in handlers ? { ...handlers, [itself]: handlers[name]! } : handlers;
  const arrived = await runMachine(machine, input, { context, handlers: ownHandlers, signal });
  const { next, output } = arrived as { next: string; output: unknown };
  return { output, next: next === end ? undefined : next };
};

/** The library reads a path for us: a state that passes on nothing else. */
const readPath = async (path: string, state: State, run: StateRun): Promise<unknown> => {
  const { InputPath } = state;
  const reader = {
    StartAt: 'Read',
    States: {
      Read: { Type: 'Pass', ...(InputPath !== undefined && { InputPath }), Parameters: { 'value.$': path }, End: true },
    },
  };
  const machine = new StateMachine(reader as never, { validationOptions: { noValidate: true } });
  const { value } = (await runMachine(machine, run.input, run)) as { value: unknown };
  return value;
};

/** The instant in milliseconds until which a Wait state waits. */
const waitsUntil = async (state: State, run: StateRun): Promise<number> => {
  const { Seconds, SecondsPath, Timestamp, TimestampPath } = state;
  const timestamp = TimestampPath === undefined ? Timestamp : String(await readPath(TimestampPath, state, run));
  if (timestamp !== undefined) return Date.parse(timestamp);
  const seconds = SecondsPath === undefined ? Seconds : await readPath(SecondsPath, state, run);
  return run.enteredAt + Number(seconds) * 1000;
};

/** Timers of Node end after 24 days. */
const longestSleep = 2 ** 31 - 1;

/**
 * Runs one state of an execution to its end.
 * @throws StateFailed; the reason of the signal when it aborts
 */
export async function runState(run: StateRun): Promise<StateEnd> {
  const state = run.definition.States[run.name]!;
  if (state.Type !== 'Wait') return runAlone(state, run);
  const until = await waitsUntil(state, run);
  for (let left = until - Date.now(); left > 0; left = until - Date.now()) {
    await sleep(Math.min(left, longestSleep), undefined, { signal: run.signal });
  }
  const { InputPath, OutputPath, Next, End } = state;
  return runAlone(JSON.parse(JSON.stringify({ Type: 'Pass', InputPath, OutputPath, Next, End })) as State, run);
}
