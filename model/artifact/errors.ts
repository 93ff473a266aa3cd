/** The artifact cannot be trusted: files are missing, cut off or changed. */
export class CorruptArtifactError extends Error {
  readonly code = 'CORRUPT_ARTIFACT';
  constructor(
    readonly folder: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`The model artifact in ${folder} is corrupt: ${reason}. Train again or restore it.`, options);
    this.name = 'CorruptArtifactError';
  }
}

/** The artifact was written by a later version of this code. */
export class NewerArtifactError extends Error {
  readonly code = 'NEWER_ARTIFACT';
  constructor(
    readonly folder: string,
    readonly received: number,
    readonly supported: number,
  ) {
    super(
      `The model artifact in ${folder} has schema version ${received}; this server reads up to ${supported}. ` +
        'Deploy a newer server or train with this version.',
    );
    this.name = 'NewerArtifactError';
  }
}

/** There is no artifact where one was expected. */
export class MissingArtifactError extends Error {
  readonly code = 'MISSING_ARTIFACT';
  constructor(readonly folder: string) {
    super(`There is no model artifact in ${folder} (no manifest.json). Train first, or set RECSYNC_ML_ROOT.`);
    this.name = 'MissingArtifactError';
  }
}
