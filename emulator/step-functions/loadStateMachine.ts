// The library calls Promise.withResolvers, which Node has only since 22.
import './promiseWithResolvers.ts';
import { StateMachine } from 'aws-local-stepfunctions';
import { DefinitionUnsupported } from './errors.ts';

interface State {
  Type: string;
  Resource?: string;
  QueryLanguage?: string;
  States?: Record<string, State>;
  Branches?: Machine[];
  Iterator?: Machine;
  ItemProcessor?: Machine & { ProcessorConfig?: { Mode?: string } };
  ItemReader?: unknown;
  ResultWriter?: unknown;
}
interface Machine {
  States: Record<string, State>;
  QueryLanguage?: string;
}

export interface LoadedStateMachine {
  machine: StateMachine;
  /** Resource ARN by the name of each Task state, nested ones included. */
  tasks: Map<string, string>;
}

const supportedTask =
  /^arn:aws:(lambda:[^:]*:[^:]*:function:.+|states:::lambda:invoke|states:::dynamodb:(getItem|putItem|updateItem|deleteItem)|states:::sqs:sendMessage)$/;

const collect = (machine: Machine, tasks: Map<string, string>): void => {
  if (machine.QueryLanguage === 'JSONata') {
    throw new DefinitionUnsupported('JSONata is not emulated; write the state machine in JSONPath');
  }
  for (const [name, state] of Object.entries(machine.States)) {
    if (state.QueryLanguage === 'JSONata') {
      throw new DefinitionUnsupported(`state ${name}: JSONata is not emulated; write it in JSONPath`);
    }
    if (state.ItemProcessor?.ProcessorConfig?.Mode === 'DISTRIBUTED' || state.ItemReader || state.ResultWriter) {
      throw new DefinitionUnsupported(`state ${name}: distributed maps are not emulated`);
    }
    if (state.Type === 'Task') {
      if (!supportedTask.test(String(state.Resource))) {
        throw new DefinitionUnsupported(`state ${name}: tasks of ${state.Resource} are not emulated`);
      }
      tasks.set(name, state.Resource!);
    }
    const inner = [...(state.Branches ?? []), state.Iterator, state.ItemProcessor].filter((one) => one !== undefined);
    inner.forEach((one) => collect(one, tasks));
  }
};

/** `${name}` in the text, as DefinitionSubstitutions fill it. */
const substitute = (text: string, substitutions: Record<string, unknown>): string =>
  text.replace(/\$\{([^}]+)\}/g, (whole, name: string) =>
    Object.hasOwn(substitutions, name) ? JSON.stringify(String(substitutions[name])).slice(1, -1) : whole,
  );

/**
 * Reads a definition in the Amazon States Language (JSONPath).
 * @throws DefinitionUnsupported
 */
export function loadStateMachine(
  definition: string | object,
  substitutions: Record<string, unknown> = {},
): LoadedStateMachine {
  const text = typeof definition === 'string' ? definition : JSON.stringify(definition);
  const parsed = JSON.parse(substitute(text, substitutions)) as Machine;
  const missing = /"[^"]*\$\$\.(State|Task|Map\.Item\.Key)\b[^"]*"/.exec(text)?.[0];
  if (missing !== undefined) {
    throw new DefinitionUnsupported(`the context object has no ${missing} here`);
  }
  const tasks = new Map<string, string>();
  collect(parsed, tasks);
  try {
    const machine = new StateMachine(parsed as never, { validationOptions: { checkPaths: true, checkArn: true } });
    return { machine, tasks };
  } catch (error) {
    throw new DefinitionUnsupported(`its definition is not valid: ${(error as Error).message}`);
  }
}
