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

/** Whether a DynamoDB endpoint answers at all: any HTTP answer will do. */
export const isAnswering = async (endpoint: string): Promise<boolean> => {
  const response = await fetch(endpoint, { signal: AbortSignal.timeout(1000) });
  await response.arrayBuffer();
  return true;
};
