import type { StateMachine } from 'aws-local-stepfunctions';
import { StateFailed } from './errors.ts';

/** By the name of the Task state. */
export type TaskHandlers = Record<string, (input: unknown) => Promise<unknown>>;

/** The library writes over what it is given as `Execution`; definitions are read with this name in its place. */
export const executionKey = 'StartedExecution';

/** What `$$` is. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
export interface Context {
  [executionKey]: { Id: string; Input: unknown; Name: string; RoleArn: string; StartTime: string };
  StateMachine: { Id: string; Name: string };
  State?: { Name: string; EnteredTime: string };
}

export interface MachineRun {
  context: Context;
  handlers: TaskHandlers;
  signal: AbortSignal;
}

/**
 * Runs a machine of the library.
 * @throws StateFailed; the reason of the signal when it aborts
 */
export async function runMachine(machine: StateMachine, input: unknown, run: MachineRun): Promise<unknown> {
  const { context, handlers, signal } = run;
  signal.throwIfAborted();
  const started = machine.run(input as never, {
    overrides: { taskResourceLocalHandlers: handlers as never },
    context: { ...context },
  });
  const abort = () => started.abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await started.result;
  } catch (failure) {
    signal.throwIfAborted();
    // The error's name and cause are inside.
    const inner = ((failure as Error).cause ?? failure) as Error & { Error?: string; Cause?: unknown };
    const cause = inner.Cause ?? inner.message;
    throw new StateFailed(inner.Error ?? inner.name, typeof cause === 'string' ? cause : JSON.stringify(cause));
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
