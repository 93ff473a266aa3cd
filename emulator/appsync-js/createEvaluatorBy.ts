import type { CompiledCode, Compiler } from './compile/Compiler.ts';
import { createSeeds } from './createSeeds.ts';
import { CodeInvalid, ContextInvalid, HandlerMissing } from './errors.ts';
import { openSandbox } from './openSandbox.ts';
import type { Sandbox } from './openSandbox.ts';
import type { MemberTree } from './compile/nameRules.ts';
import type {
  AppSyncContext,
  ContextTexts,
  Evaluation,
  EvaluationTexts,
  Evaluator,
  EvaluatorOptions,
  FieldContext,
  HandlerName,
  HandlerOutcome,
  LoadedCode,
  Moment,
} from './types.ts';

const DEFAULT_TIMEOUT_MILLISECONDS = 5000;

interface RegisteredCode extends Omit<CompiledCode, 'text'> {
  id: number;
}

/** Puts compiled code into the sandbox. @throws CodeInvalid for what only V8's parser refuses */
function register(name: string, { text, ...rest }: CompiledCode, sandbox: Sandbox): RegisteredCode {
  try {
    return { id: sandbox.register(sandbox.compile(text, name)), ...rest };
  } catch (cause) {
    // Early errors the TypeScript parser lets pass, such as a constant declared twice.
    const { stack = '', message } = cause as Error;
    const line = Number(/:(\d+)\n/.exec(stack)?.[1] ?? 1);
    throw new CodeInvalid(name, [{ errorType: 'PARSE_ERROR', message, line, column: 1, span: 0 }]);
  }
}

const nothing = (): HandlerOutcome => ({
  appendedErrors: [],
  invalidations: [],
  cacheEvictions: [],
  responseHeaders: {},
  logs: [],
});

const timedOut = (milliseconds: number): HandlerOutcome => ({
  ...nothing(),
  error: { message: `Code execution timed out after ${milliseconds} ms`, type: 'Code' },
  logs: [`ERROR - code.js: "Timed out after ${milliseconds} ms"`],
});

function toTexts(name: string, context: AppSyncContext): ContextTexts {
  if (typeof context !== 'object' || context === null || Array.isArray(context)) {
    throw new ContextInvalid(name, new TypeError('it is not an object'));
  }
  const texts: Record<string, string> = {};
  try {
    for (const [member, value] of Object.entries(context)) {
      const text = JSON.stringify(value) as string | undefined;
      if (text !== undefined) texts[member] = text;
    }
  } catch (cause) {
    throw new ContextInvalid(name, cause);
  }
  return texts;
}

/**
 * An evaluator with one long-lived context: about 0.1 ms a call, where a fresh context for each would cost milliseconds.
 * Calls cannot influence one another: built-ins are frozen and a file's module level runs anew for every call.
 * @param compiler see `createCompiler` and `compileApart`
 */
export function createEvaluatorBy(compiler: Compiler, options: EvaluatorOptions = {}): Evaluator {
  const now = options.now ?? Date.now;
  const timeout = options.timeoutMilliseconds ?? DEFAULT_TIMEOUT_MILLISECONDS;
  const sandbox = openSandbox(compiler.utilities());
  const modules = JSON.parse(sandbox.describe()) as Record<string, MemberTree>;
  const compiled = new Map<string, RegisteredCode>();

  const nextSeed = createSeeds(options.randomBytes);

  const run = (
    name: string,
    code: RegisteredCode,
    handler: HandlerName,
    field: number,
    { result, isReturned, error }: Moment,
  ): HandlerOutcome => {
    if (!code.exports.has(handler)) throw new HandlerMissing(name, handler);
    const [a, b, c, d] = nextSeed();
    sandbox.prepare(code.id, handler, name, timeout, now(), a, b, c, d, field, result, isReturned, error);
    try {
      // The vm's timeout starts a thread (0.1 ms a call or more), so only code with a pattern that may backtrack pays for
      // it: loops are counted, functions look at the clock, and there is no while, for(;;) or recursion.
      const did = code.mayBacktrack ? sandbox.runWithin(timeout) : sandbox.run();
      return did === '' ? nothing() : { ...nothing(), ...(JSON.parse(did) as Partial<HandlerOutcome>) };
    } catch (failure) {
      if ((failure as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw failure;
      return timedOut(timeout);
    }
  };

  const open = (texts: ContextTexts): FieldContext => {
    const id = sandbox.open(...Object.entries(texts).flat());
    return {
      id,
      returned: () => sandbox.returned(id),
      give: (json) => sandbox.give(id, json),
      passOn: () => sandbox.passOn(id),
      stash: () => sandbox.stash(id),
      close: () => sandbox.close(id),
    };
  };

  const evaluateTexts = (
    name: string,
    code: RegisteredCode,
    handler: HandlerName,
    texts: ContextTexts,
  ): EvaluationTexts => {
    const field = open(texts);
    try {
      const { earlyReturn, ...did } = run(name, code, handler, field.id, {});
      const returned = field.returned();
      const stashText = field.stash();
      if (!earlyReturn) return { resultText: returned, stashText, ...did };
      const value = JSON.parse(returned) as unknown;
      return { resultText: 'null', stashText, ...did, earlyReturn: { value, ...earlyReturn } };
    } finally {
      field.close();
    }
  };

  const evaluate = (name: string, code: RegisteredCode, handler: HandlerName, context: AppSyncContext): Evaluation => {
    const { resultText, stashText, ...did } = evaluateTexts(name, code, handler, toTexts(name, context));
    return { result: JSON.parse(resultText), stash: JSON.parse(stashText), ...did };
  };

  return {
    load(name: string, text: string): LoadedCode {
      const key = `${name}\n${text}`;
      const code = compiled.get(key) ?? register(name, compiler.compile(name, text, modules), sandbox);
      compiled.set(key, code);
      return {
        name,
        has: (handler) => code.exports.has(handler),
        evaluate: (handler, context) => evaluate(name, code, handler, context),
        evaluateTexts: (handler, context) => evaluateTexts(name, code, handler, context),
        run: (handler, field, moment = {}) => run(name, code, handler, field.id, moment),
      };
    },
    open,
  };
}
