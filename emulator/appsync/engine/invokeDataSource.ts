import type { DataSource, DataSourceCall } from '../types.ts';
import type { RequestScope } from './RequestScope.ts';

/** AppSync's own size of a batch when the resolver does not say one. */
const defaultBatchSize = 5;
const maximumBatchSize = 2000;

/** What a resolver or a pipeline function calls. */
export interface Target {
  name: string;
  dataSource: DataSource;
  maxBatchSize: number;
}

/** Calls the data source. A BatchInvoke waits for its siblings of the same field and goes out with them in one call. */
export function invokeDataSource(
  target: Target,
  request: unknown,
  call: DataSourceCall,
  scope: RequestScope,
): Promise<unknown> {
  const batched = (request as { operation?: unknown } | null)?.operation === 'BatchInvoke';
  if (!batched || !target.dataSource.invokeBatch) {
    return scope.turns.take(() => target.dataSource.invoke(request, call));
  }
  return new Promise((resolve, reject) => {
    const key = `${call.typeName}.${call.fieldName}/${target.name}`;
    let batch = scope.batches.get(key);
    if (!batch) {
      batch = { requests: [], settle: [] };
      scope.batches.set(key, batch);
      setImmediate(() => void flush(key, target, call, scope));
    }
    batch.requests.push(request);
    batch.settle.push((outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome)));
    const size = Math.min(target.maxBatchSize || defaultBatchSize, maximumBatchSize);
    if (batch.requests.length >= size) void flush(key, target, call, scope);
  });
}

async function flush(key: string, target: Target, call: DataSourceCall, scope: RequestScope): Promise<void> {
  const batch = scope.batches.get(key);
  if (!batch) return;
  scope.batches.delete(key);
  let outcomes: unknown[];
  try {
    const invoke = async () => target.dataSource.invokeBatch?.(batch.requests, call);
    outcomes = (await scope.turns.take(invoke)) ?? [];
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    outcomes = batch.requests.map(() => failure);
  }
  batch.settle.forEach((settle, index) => settle(outcomes[index]));
}
