import ts from 'typescript';
import { checkCode, findSyntaxErrors } from './compile/checkCode.ts';
import { instrument } from './compile/instrument.ts';
import { MAXIMUM_CODE_CHARACTERS } from './compile/language.ts';
import type { MemberTree } from './compile/nameRules.ts';
import { unsupported } from './compile/Refusal.ts';
import { Scopes } from './compile/Scopes.ts';
import { createSeeds } from './createSeeds.ts';
import { CodeInvalid, CodeTooLarge, ContextInvalid, HandlerMissing } from './errors.ts';
import { openSandbox } from './openSandbox.ts';
import type { Sandbox } from './openSandbox.ts';
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

interface CompiledCode {
  id: number;
  exports: ReadonlySet<string>;
  mayBacktrack: boolean;
}

/** Checks a file as AWS does when it is saved and compiles it into the sandbox. */
function compileCode(name: string, code: string, sandbox: Sandbox, modules: Record<string, MemberTree>): CompiledCode {
  if (code.length > MAXIMUM_CODE_CHARACTERS) throw new CodeTooLarge(name, code.length, MAXIMUM_CODE_CHARACTERS);
  try {
    return checkAndInstrument(name, code, sandbox, modules);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The parser and what walks its tree go down one call for each level. How deep AWS goes is not known.
    const message = 'The code nests too deeply: split expressions of thousands of operands or brackets.';
    throw new CodeInvalid(name, [{ ...unsupported(message), line: 1, column: 1, span: 0 }]);
  }
}

function checkAndInstrument(
  name: string,
  code: string,
  sandbox: Sandbox,
  modules: Record<string, MemberTree>,
): CompiledCode {
  const file = ts.createSourceFile(`${name}.js`, code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const syntaxErrors = findSyntaxErrors(file);
  if (syntaxErrors.length > 0) throw new CodeInvalid(name, syntaxErrors);
  const scopes = new Scopes(file);
  const findings = checkCode(file, scopes, modules);
  if (findings.length > 0) throw new CodeInvalid(name, findings);
  const { text, exports, mayBacktrack } = instrument(file, scopes);
  try {
    return { id: sandbox.register(sandbox.compile(text, name)), exports, mayBacktrack };
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
 */
export function createEvaluator(options: EvaluatorOptions = {}): Evaluator {
  const now = options.now ?? Date.now;
  const timeout = options.timeoutMilliseconds ?? DEFAULT_TIMEOUT_MILLISECONDS;
  const sandbox = openSandbox();
  const modules = JSON.parse(sandbox.describe()) as Record<string, MemberTree>;
  const compiled = new Map<string, CompiledCode>();

  const nextSeed = createSeeds(options.randomBytes);

  const run = (
    name: string,
    code: CompiledCode,
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
    code: CompiledCode,
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

  const evaluate = (name: string, code: CompiledCode, handler: HandlerName, context: AppSyncContext): Evaluation => {
    const { resultText, stashText, ...did } = evaluateTexts(name, code, handler, toTexts(name, context));
    return { result: JSON.parse(resultText), stash: JSON.parse(stashText), ...did };
  };

  return {
    load(name: string, text: string): LoadedCode {
      const key = `${name}\n${text}`;
      const code = compiled.get(key) ?? compileCode(name, text, sandbox, modules);
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
