/** Why AWS would refuse a piece of code, without the place. */
export interface Refusal {
  /** What AWS calls the kind of error; UNSUPPORTED_FEATURE is this emulator's name where AWS's is not known. */
  errorType: 'PARSE_ERROR' | 'INVALID_FUNCTION_INVOCATION' | 'UNSUPPORTED_FEATURE';
  /** The rule of AWS's lint plugin, or the number of the TypeScript error. */
  rule?: string;
  message: string;
}

/** A refusal by a rule of @aws-appsync/eslint-plugin, which AWS runs when it saves, in the plugin's words. */
export const byRule = (rule: string, message: string): Refusal => ({
  errorType: 'PARSE_ERROR',
  rule: `@aws-appsync/${rule}`,
  message,
});

/** A refusal of what neither AWS's page nor code of AWS has; how AWS words it is not known. */
export const unsupported = (message: string): Refusal => ({ errorType: 'UNSUPPORTED_FEATURE', message });

/** As reported in aws-appsync-community#303. */
export const invalidFunction = (name: string): Refusal => ({
  errorType: 'INVALID_FUNCTION_INVOCATION',
  message: `Invalid function: ${name} [code: INVALID_FUNCTION_INVOCATION]`,
});
