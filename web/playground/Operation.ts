export interface Operation {
  query: string;
  operationName?: string | null;
  variables?: unknown;
}
