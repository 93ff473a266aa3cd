/** A Lambda function as the template describes it. */
export interface FunctionDefinition {
  name: string;
  arn: string;
  logicalId: string;
  roleArn: string;
  runtime: string;
  handler: string;
  /** The folder of the template's asset, or the text of inline code. */
  code: { folder: string } | { inline: string };
  memoryMegabytes: number;
  timeoutSeconds: number;
  environment: Record<string, string>;
  reservedConcurrency?: number;
  /** ARN of a queue for failed asynchronous invocations. */
  deadLetterArn?: string;
  /** Of failed asynchronous invocations. @defaultValue 2, as on AWS */
  maximumRetries?: number;
}

/** What a function answered. */
export interface InvocationOutcome {
  /** JSON text: the handler's result, or the error in Lambda's shape. */
  payload: string;
  /** Set when the handler failed; the payload is then the error. */
  functionError?: 'Unhandled';
}

/** Lambda's error shape. */
export interface FunctionFailure {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}
