import { join } from 'node:path';
import { LocalKeys, RoleCredentials, type Credentials } from '../emulator/identity/index.ts';

/** The session that the local cloud knows of the role for backends, and the command `credentials` hands out. */
export const backendSession = 'recsync-backend';

/** What a running local cloud takes as signed by its role for backends; the same as long as its state lasts. */
export const backendCredentials = (stateFolder: string, roleArn: string): Credentials =>
  new RoleCredentials(new LocalKeys(join(stateFolder, 'keys'))).issue(roleArn, backendSession);
