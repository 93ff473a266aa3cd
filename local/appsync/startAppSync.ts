import { AppSyncError } from './errors.ts';
import type { RunningAppSync, StartAppSyncOptions } from './types.ts';

/** Starts the API on 127.0.0.1. */
export async function startAppSync(options: StartAppSyncOptions): Promise<RunningAppSync> {
  throw new AppSyncError('NotImplemented', `${options.apiName} cannot be started yet: only the interface is here.`);
}
