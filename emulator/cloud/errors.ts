/** Another local cloud works on the same state folder. */
export class StateInUse extends Error {
  readonly code = 'StateInUse';

  constructor(folder: string, pid: number) {
    super(`Another local cloud (process ${pid}) uses ${folder}. Stop it, or choose another folder with --state.`);
    this.name = 'StateInUse';
  }
}

/** The template as a whole does not fit the local cloud. */
export class CloudInvalid extends Error {
  readonly code = 'CloudInvalid';

  constructor(reason: string) {
    super(reason);
    this.name = 'CloudInvalid';
  }
}
