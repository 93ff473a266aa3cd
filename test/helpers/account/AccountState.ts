export interface ExecutionDouble {
  arn: string;
  status: string;
  input: string;
  /** How often it was looked at. */
  looks: number;
  cause?: string;
  error?: string;
}

/** What the services that speak JSON keep. */
export class AccountState {
  readonly executions: ExecutionDouble[] = [];
  /** Statuses by `<kind>/<name>`. */
  readonly sageMaker = new Map<string, string>();
  /** Groups with their streams. */
  readonly logGroups = new Map<string, Set<string>>();
  /** Deletion protection by id. */
  readonly userPools = new Map<string, string>();
  /** States by id. */
  readonly keys = new Map<string, string>();
  /** What the training workflow does between two looks. */
  advanceTraining: (execution: ExecutionDouble) => Promise<void> | void = () => undefined;
}
