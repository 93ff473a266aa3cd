/** Another local cloud works on the same state folder. */
export class StateInUse extends Error {
  readonly code = 'StateInUse';

  constructor(folder: string, pid: number) {
    super(`Another local cloud (process ${pid}) uses ${folder}. Stop it, or choose another state folder.`);
    this.name = 'StateInUse';
  }
}

/** A service was asked for that does not run. */
export class ServiceNotStarted extends Error {
  readonly code = 'ServiceNotStarted';

  constructor(name: string) {
    super(`${name} is not running: it is not in the list of services, or stands behind the one that asks for it.`);
    this.name = 'ServiceNotStarted';
  }
}
