/** One reason why AWS would refuse the code; lines and columns count from 1. */
export interface CodeFinding {
  /** AWS's name of the kind of error, or UNSUPPORTED_FEATURE where AWS's is not known. */
  errorType: string;
  /** The rule of AWS's lint plugin (`@aws-appsync/no-regex`) or the number of the TypeScript error (`TS2322`). */
  rule?: string;
  message: string;
  line: number;
  column: number;
  /** Characters the finding covers. */
  span: number;
}

/** Base of everything the evaluator throws: `code` is stable, the message says what was received and what to do. */
export class EvaluatorError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = code;
    this.code = code;
  }
}

/** The code is over the quota of one resolver or pipeline function. */
export class CodeTooLarge extends EvaluatorError {
  readonly characters: number;
  readonly limit: number;

  constructor(name: string, characters: number, limit: number) {
    super(
      'CodeTooLarge',
      `${name} has ${characters} characters; AppSync takes at most ${limit}. ` +
        'Split it into pipeline functions or bundle less into it.',
    );
    this.characters = characters;
    this.limit = limit;
  }
}

/** The code does not parse, or uses what APPSYNC_JS lacks. */
export class CodeInvalid extends EvaluatorError {
  readonly findings: CodeFinding[];

  constructor(name: string, findings: CodeFinding[]) {
    const lines = findings.map(({ line, column, rule, message }) =>
      [`  ${name}:${line}:${column}`, rule, message].filter((part) => part !== undefined).join(' '),
    );
    super('CodeInvalid', `AppSync would refuse ${name}:\n${lines.join('\n')}`);
    this.findings = findings;
  }
}

/** A handler was asked for that the file does not export. */
export class HandlerMissing extends EvaluatorError {
  constructor(name: string, handler: string) {
    super(
      'HandlerMissing',
      `${name} does not export a function named ${handler}; ` + 'export it or ask has() before calling.',
    );
  }
}

/** The context cannot cross into the sandbox, because it is not JSON. */
export class ContextInvalid extends EvaluatorError {
  constructor(name: string, cause: unknown) {
    super(
      'ContextInvalid',
      `The context for ${name} is not JSON: ${cause instanceof Error ? cause.message : cause}. ` +
        'Pass plain objects, arrays, strings, numbers, booleans and null.',
      { cause },
    );
  }
}
