import { randomBytes } from 'node:crypto';
import ts from 'typescript';
import { checkCode, findSyntaxErrors } from './compile/checkCode.ts';
import { instrument } from './compile/instrument.ts';
import { MAXIMUM_CODE_CHARACTERS } from './compile/language.ts';
import type { MemberTree } from './compile/nameRules.ts';
import { unsupported } from './compile/Refusal.ts';
import { Scopes } from './compile/Scopes.ts';
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
  HandlerName,
  LoadedCode,
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

function timedOut(context: ContextTexts, milliseconds: number): EvaluationTexts {
  return {
    resultText: 'null',
    stashText: context.stash ?? '{}',
    error: { message: `Code execution timed out after ${milliseconds} ms`, type: 'Code' },
    appendedErrors: [],
    invalidations: [],
    cacheEvictions: [],
    responseHeaders: {},
    logs: [`ERROR - code.js: "Timed out after ${milliseconds} ms"`],
  };
}

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
  const entropy = options.randomBytes ?? randomBytes;
  const timeout = options.timeoutMilliseconds ?? DEFAULT_TIMEOUT_MILLISECONDS;
  const sandbox = openSandbox();
  const modules = JSON.parse(sandbox.describe()) as Record<string, MemberTree>;
  const compiled = new Map<string, CompiledCode>();

  const evaluateTexts = (
    name: string,
    code: CompiledCode,
    handler: HandlerName,
    context: ContextTexts,
  ): EvaluationTexts => {
    if (!code.exports.has(handler)) throw new HandlerMissing(name, handler);
    const seed = new DataView(Uint8Array.from(entropy(16)).buffer);
    sandbox.prepare(
      code.id,
      handler,
      name,
      timeout,
      now(),
      seed.getUint32(0),
      seed.getUint32(4),
      seed.getUint32(8),
      seed.getUint32(12),
      ...Object.entries(context).flat(),
    );
    try {
      // The vm's timeout starts a thread (0.1 ms a call or more), so only code with a pattern that may backtrack pays for
      // it: loops are counted, functions look at the clock, and there is no while, for(;;) or recursion.
      const did = JSON.parse(code.mayBacktrack ? sandbox.runWithin(timeout) : sandbox.run()) as EvaluationTexts;
      did.resultText = sandbox.result();
      did.stashText = sandbox.stash();
      return did;
    } catch (failure) {
      if ((failure as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw failure;
      return timedOut(context, timeout);
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
      };
    },
  };
}
