/** A running DynamoDB. */
export interface DynamoDBEngine {
  name: string;
  endpoint: string;
  stop(): Promise<void>;
}

export interface EngineOptions {
  /** Data lie here; the same folder gives the same data. */
  folder: string;
  logFile: string;
}
