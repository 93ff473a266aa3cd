import { AppSyncError } from '../errors.ts';

/** Amplify's simulator is wanted and not there. */
export class SimulatorMissing extends AppSyncError {
  constructor(folder: string, reason: string, options?: ErrorOptions) {
    super(
      'SimulatorMissing',
      `Amplify's AppSync simulator is not installed: ${reason}. Run "npm ci" in ${folder} where the npm registry is in ` +
        'reach (310 MB), or start without the second engine.',
      options,
    );
  }
}

/** The simulator refused the API or ended; nothing that it was asked is answered. */
export class SimulatorFailed extends AppSyncError {
  constructor(cause: unknown) {
    super('SimulatorFailed', `Amplify's AppSync simulator failed: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}
