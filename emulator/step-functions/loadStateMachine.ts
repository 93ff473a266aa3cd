// The library calls Promise.withResolvers, which Node has only since 22.
import './promiseWithResolvers.ts';
import './matchNothing.ts';
import { StateMachine } from 'aws-local-stepfunctions';
import { DefinitionUnsupported } from './errors.ts';
import { executionKey } from './runMachine.ts';
import { jobOf, refuseTask } from './tasks/refuseTask.ts';
import type { Job } from './tasks/jobKinds.ts';

/** A state, as the Amazon States Language has it. */
export interface State {
  Type: string;
  Resource?: string;
  QueryLanguage?: string;
  Next?: string;
  End?: boolean;
  Default?: string;
  Choices?: { Next: string }[];
  Catch?: { Next: string }[];
  InputPath?: string | null;
  OutputPath?: string | null;
  Seconds?: number;
  SecondsPath?: string;
  Timestamp?: string;
  TimestampPath?: string;
  TimeoutSeconds?: number;
  TimeoutSecondsPath?: string;
  States?: Record<string, State>;
  Branches?: Definition[];
  Iterator?: Definition;
  ItemProcessor?: Definition & { ProcessorConfig?: { Mode?: string } };
  ItemReader?: unknown;
  ResultWriter?: unknown;
}
export interface Definition {
  StartAt: string;
  States: Record<string, State>;
  TimeoutSeconds?: number;
  QueryLanguage?: string;
}

/** A Task state. */
export interface Task {
  resource: string;
  /** Seconds, where the definition says so as a number. */
  timeout?: number;
}

export interface LoadedStateMachine {
  definition: Definition;
  machine: StateMachine;
  /** By the name of each Task state, nested ones included. */
  tasks: Map<string, Task>;
  /** What `.sync` tasks wait for: each needs a rule of EventBridge that AWS makes for the role. */
  jobs: Set<Job>;
}

export type MachineType = 'EXPRESS' | 'STANDARD';

/** Of the timers of Node, in seconds; the library's own default would be a minute, where AWS has three years. */
const longestTimeout = 2_147_483;

const nestedIn = ({ Branches = [], Iterator, ItemProcessor }: State): Definition[] =>
  [...Branches, Iterator, ItemProcessor].filter((one) => one !== undefined);

const refuse = (name: string, state: State): void => {
  if (state.QueryLanguage === 'JSONata') {
    throw new DefinitionUnsupported(`state ${name}: JSONata is not emulated; write it in JSONPath`);
  }
  if (state.ItemProcessor?.ProcessorConfig?.Mode === 'DISTRIBUTED' || state.ItemReader || state.ResultWriter) {
    throw new DefinitionUnsupported(`state ${name}: distributed maps are not emulated`);
  }
};

const collect = (definition: Definition, type: MachineType, tasks: Map<string, Task>): void => {
  if (definition.QueryLanguage === 'JSONata') {
    throw new DefinitionUnsupported('JSONata is not emulated; write the state machine in JSONPath');
  }
  for (const [name, state] of Object.entries(definition.States)) {
    refuse(name, state);
    if (state.Type === 'Task') {
      const resource = String(state.Resource);
      const reason = refuseTask(resource, type);
      if (reason !== undefined) {
        throw new DefinitionUnsupported(`state ${name}: ${reason}`);
      }
      tasks.set(name, { resource, timeout: state.TimeoutSeconds });
      if (state.TimeoutSecondsPath === undefined) {
        state.TimeoutSeconds = Math.min(state.TimeoutSeconds ?? longestTimeout, longestTimeout);
      }
    }
    nestedIn(state).forEach((one) => collect(one, type, tasks));
  }
};

/** `${name}` in the text, as DefinitionSubstitutions fill it. */
const substitute = (text: string, substitutions: Record<string, unknown>): string =>
  text.replace(/\$\{([^}]+)\}/g, (whole, name: string) =>
    Object.hasOwn(substitutions, name) ? JSON.stringify(String(substitutions[name])).slice(1, -1) : whole,
  );

/** Parts of the context object that are not there: `$$.State` is known for the states of a Standard machine alone. */
const assertContext = (definition: Definition, type: MachineType): void => {
  const missing = (value: unknown, absent: string) =>
    new RegExp(`"[^"]*\\$\\$\\.(${absent})\\b[^"]*"`).exec(JSON.stringify(value) ?? '')?.[0];
  const found = Object.values(definition.States)
    .flatMap((state) => [
      missing(state, 'Task|Map\\.Item\\.Key|State\\.RetryCount'),
      missing(type === 'STANDARD' ? nestedIn(state) : state, 'State'),
    ])
    .find((one) => one !== undefined);
  if (found !== undefined) {
    throw new DefinitionUnsupported(`the context object has no ${found} here`);
  }
};

/**
 * Reads a definition in the Amazon States Language (JSONPath).
 * @throws DefinitionUnsupported
 */
export function loadStateMachine(
  definition: string | object,
  substitutions: Record<string, unknown> = {},
  type: MachineType = 'EXPRESS',
): LoadedStateMachine {
  const text = typeof definition === 'string' ? definition : JSON.stringify(definition);
  const filled = substitute(text, substitutions).replaceAll('$$.Execution', () => `$$.${executionKey}`);
  const parsed = JSON.parse(filled) as Definition;
  assertContext(parsed, type);
  const tasks = new Map<string, Task>();
  collect(parsed, type, tasks);
  try {
    const machine = new StateMachine(parsed as never, { validationOptions: { checkPaths: true, checkArn: true } });
    const jobs = new Set([...tasks.values()].flatMap(({ resource }) => jobOf(resource) ?? []));
    return { definition: parsed, machine, tasks, jobs };
  } catch (error) {
    throw new DefinitionUnsupported(`its definition is not valid: ${(error as Error).message}`);
  }
}
