export { checkTypes } from './checkTypes.ts';
export { countNodes } from './compile/countNodes.ts';
export { createEvaluator } from './createEvaluator.ts';
export { CodeInvalid, CodeTooLarge, ContextInvalid, EvaluatorError, HandlerMissing } from './errors.ts';
export type { CodeFinding } from './errors.ts';
export type {
  AppSyncContext,
  ContextTexts,
  CacheEviction,
  EarlyReturn,
  Evaluation,
  EvaluationError,
  EvaluationTexts,
  Evaluator,
  EvaluatorOptions,
  FieldContext,
  HandlerName,
  HandlerOutcome,
  LoadedCode,
  Moment,
  SubscriptionFilter,
  SubscriptionFilterCondition,
  SubscriptionInvalidation,
} from './types.ts';
