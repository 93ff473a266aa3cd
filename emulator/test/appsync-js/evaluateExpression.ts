import { createEvaluator } from '../../appsync-js/index.ts';
import type { AppSyncContext, Evaluation } from '../../appsync-js/index.ts';

/** 2018-02-06T19:01:35.750Z, the moment AWS's own examples of util.time use. */
export const NOW = 1_517_943_695_750;

export const evaluator = createEvaluator({ now: () => NOW, randomBytes: (size) => new Uint8Array(size).fill(7) });

const IMPORTS =
  "import { util, runtime, extensions } from '@aws-appsync/utils';\n" +
  "import * as ddb from '@aws-appsync/utils/dynamodb';\n";

/** Runs statements as the request handler. */
export function evaluateBody(body: string, context: AppSyncContext = {}): Evaluation {
  return evaluator.load('code.js', `${IMPORTS}export function request(ctx) {\n${body}\n}`).evaluate('request', context);
}

/** The value of one expression; fails the test when the handler failed. */
export function evaluateExpression(expression: string, context: AppSyncContext = {}): unknown {
  const { result, error, logs } = evaluateBody(`return ${expression};`, context);
  if (error !== undefined) throw new Error(`${expression}: ${error.message} ${logs.join(' ')}`);
  return result;
}
