import { checkTypes } from './checkTypes.ts';
import { CodeInvalid, HandlerMissing } from './errors.ts';
import type { CodeFinding } from './errors.ts';
import type { AppSyncContext, Evaluator, HandlerName } from './types.ts';

/**
 * The answer of AppSync's EvaluateCode, member for member; results, stash and errors are JSON in strings, as there.
 * https://docs.aws.amazon.com/appsync/latest/APIReference/API_EvaluateCode.html
 */
export interface EvaluateCodeAnswer {
  evaluationResult?: string;
  error?: {
    message: string;
    codeErrors?: { errorType: string; value: string; location?: { line: number; column: number; span: number } }[];
  };
  logs: string[];
  stash?: string;
  outErrors?: string;
}

/** `code.js(5,44): error @aws-appsync/no-regex: Regex literals are not supported.` and a line break, as AWS has it. */
const valueOf = ({ line, column, rule, message }: CodeFinding): string =>
  rule === undefined ? message : `code.js(${line},${column}): error ${rule}: ${message}\n`;

function refuse(findings: CodeFinding[]): EvaluateCodeAnswer {
  const codeErrors = findings.map((finding) => {
    const { errorType, line, column, span } = finding;
    return { errorType, value: valueOf(finding), location: { line, column, span } };
  });
  return { error: { message: 'The code contains one or more errors.', codeErrors }, logs: [] };
}

/**
 * Evaluates one handler of one file and answers in the shape of EvaluateCode; the types are checked too.
 * @throws CodeTooLarge, ContextInvalid: AWS refuses those requests as such
 */
export function evaluateCode(
  evaluator: Evaluator,
  code: string,
  handler: HandlerName,
  context: AppSyncContext,
): EvaluateCodeAnswer {
  let evaluation;
  try {
    const loaded = evaluator.load('code.js', code);
    const typeErrors = checkTypes(new Map([['code.js', code]])).get('code.js') ?? [];
    if (typeErrors.length > 0) return refuse(typeErrors);
    evaluation = loaded.evaluate(handler, context);
  } catch (failure) {
    if (failure instanceof CodeInvalid) return refuse(failure.findings);
    if (!(failure instanceof HandlerMissing)) throw failure;
    const message = `Error: Unable to find valid export for ${handler}`;
    return { error: { message, codeErrors: [{ errorType: 'MISSING_MAPPING_EXPORT', value: message }] }, logs: [] };
  }
  const { result, stash, error, earlyReturn, appendedErrors, logs } = evaluation;
  return {
    ...(error === undefined
      ? { evaluationResult: JSON.stringify(earlyReturn === undefined ? result : earlyReturn.value) }
      : { error: { message: error.message, codeErrors: [] } }),
    logs,
    stash: JSON.stringify(stash),
    outErrors: JSON.stringify(appendedErrors),
  };
}
