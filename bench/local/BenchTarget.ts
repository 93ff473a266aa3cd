/** What is measured: an API, and people who may use it. */
export interface BenchTarget {
  graphqlUrl: string;
  realtimeUrl: string;
  apiKey: string;
  /** Users with a history, and their tokens. */
  users: { userId: string; token: string }[];
  /** For the report: what runs and on which data. */
  facts: Record<string, string | number>;
}
