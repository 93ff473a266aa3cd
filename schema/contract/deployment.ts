/** What the API asks of the function `operate-deployment`, and that one of `on-interaction`. */
export type OperateRequest =
  | { kind: 'HEALTH' }
  | { kind: 'COSTS'; hours: number }
  | { kind: 'DEAD_LETTERS'; limit: number }
  | { kind: 'REPLAY'; limit: number };

/** Two weeks: CloudWatch lists no metric that had no value for longer. */
export const maximumCostHours = 336;
export const defaultCostHours = 24;

export const maximumDeadLetters = 100;
export const defaultDeadLetters = 25;
/** What one call of a function gets through within the time of a request. */
export const maximumReplay = 25;
export const defaultReplay = 10;

/** Has `on-interaction` deal with records that were set aside, and say what fails instead of setting it aside again. */
export interface ReplayRecordsRequest<StreamRecord> {
  kind: 'REPLAY';
  /** Without their sequence numbers: what is behind them has been taken in. */
  records: StreamRecord[];
}

export interface ReplayRecordsResult {
  /** Of the records that failed. */
  failures: { streamEventId: string; code: string; reason: string }[];
}
