import { CodeInvalid } from './errors.ts';
import type { AppSyncContext, Evaluator, HandlerName } from './types.ts';

/**
 * The answer of AppSync's EvaluateCode, member for member; results, stash and errors are JSON in strings, as there.
 * https://docs.aws.amazon.com/appsync/latest/APIReference/API_EvaluateCode.html
 */
export interface EvaluateCodeAnswer {
  evaluationResult?: string;
  error?: {
    message: string;
    codeErrors?: { errorType: string; value: string; location: { line: number; column: number; span: number } }[];
  };
  logs: string[];
  stash?: string;
  outErrors?: string;
}

/**
 * Evaluates one handler of one file and answers in the shape of EvaluateCode.
 * @throws CodeTooLarge, HandlerMissing, ContextInvalid: AWS refuses those requests as such
 */
export function evaluateCode(
  evaluator: Evaluator,
  code: string,
  handler: HandlerName,
  context: AppSyncContext,
): EvaluateCodeAnswer {
  let evaluation;
  try {
    evaluation = evaluator.load('code.js', code).evaluate(handler, context);
  } catch (failure) {
    if (!(failure instanceof CodeInvalid)) throw failure;
    const codeErrors = failure.findings.map(({ errorType, message, line, column, span }) => ({
      errorType,
      value: message,
      location: { line, column, span },
    }));
    return { error: { message: 'The code contains one or more errors.', codeErrors }, logs: [] };
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
