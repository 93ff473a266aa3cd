/** The DynamoDB engine that was asked for cannot run on this machine. */
export class EngineUnavailable extends Error {
  readonly code = 'EngineUnavailable';

  constructor(reason: string) {
    super(
      `${reason} There are three ways to choose from: dynoxide (embedded; Linux on x64), amazon (Amazon's DynamoDB ` +
        'Local; needs Java 17 or later), or the <url> of any DynamoDB endpoint.',
    );
    this.name = 'EngineUnavailable';
  }
}

/** A table that is there already differs from the template in what cannot be changed. */
export class TableMismatch extends Error {
  readonly code = 'TableMismatch';

  constructor(table: string, difference: string) {
    super(
      `Table ${table} of the local data differs from the template in ${difference}, which cannot be changed in place. ` +
        'Start fresh, which empties the local data, or from the template that made them.',
    );
    this.name = 'TableMismatch';
  }
}
