import type { LocalKeys } from './LocalKeys.ts';

/** Keys with which a role signs requests. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

/** A role in use, as STS would name it. */
export interface Principal {
  accountId: string;
  roleArn: string;
  /** `arn:aws:sts::<account>:assumed-role/<role>/<session>` */
  userArn: string;
  /** `AROA…:<session>` */
  username: string;
}

/** Hands out credentials per role and session, and finds who signed with an access key. */
export class RoleCredentials {
  readonly #keys: LocalKeys;
  readonly #byAccessKey = new Map<string, { credentials: Credentials; principal: Principal }>();

  constructor(keys: LocalKeys) {
    this.#keys = keys;
  }

  /** The same role and session get the same credentials as long as the state folder lasts. */
  issue(roleArn: string, session: string): Credentials {
    const seed = this.#keys.derive(`role ${roleArn} ${session}`).toString('hex').toUpperCase();
    const credentials = {
      accessKeyId: `ASIA${seed.slice(0, 16)}`,
      secretAccessKey: this.#keys.derive(`secret ${roleArn} ${session}`).toString('base64').slice(0, 40),
      sessionToken: this.#keys.derive(`session ${roleArn} ${session}`).toString('base64'),
    };
    const [, , , , accountId = '', path = ''] = roleArn.split(':');
    const role = path.split('/').pop()!;
    this.#byAccessKey.set(credentials.accessKeyId, {
      credentials,
      principal: {
        accountId,
        roleArn,
        userArn: `arn:aws:sts::${accountId}:assumed-role/${role}/${session}`,
        username: `AROA${seed.slice(16, 33)}:${session}`,
      },
    });
    return credentials;
  }

  /** Who a role is in a session, for services that act as it inside this process. */
  principal(roleArn: string, session: string): Principal {
    return this.#byAccessKey.get(this.issue(roleArn, session).accessKeyId)!.principal;
  }

  find(accessKeyId: string): { credentials: Credentials; principal: Principal } | undefined {
    return this.#byAccessKey.get(accessKeyId);
  }
}
