/** What can go wrong with data as a whole. A broken line is not an error: it is listed and left out. */
export type DataErrorCode =
  | 'FolderMissing'
  | 'FolderEmpty'
  | 'FileMissing'
  | 'FileExists'
  | 'FileUnreadable'
  | 'HeaderBroken'
  | 'FormatUnknown'
  | 'FormatAmbiguous'
  | 'OptionMisplaced'
  | 'TableMissing'
  | 'TableUnfit'
  | 'WriteRefused'
  | 'CheckpointBroken'
  | 'DataMixed'
  | 'Interrupted';

/** Data could not be loaded. The message is one sentence that says what was met and what to do. */
export class DataError extends Error {
  override readonly name = 'DataError';
  readonly code: DataErrorCode;

  constructor(code: DataErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
