const storageKey = 'recsync-administrator';
/** The group that the schema names. */
const group = 'admin';

/** A token does not open the console. */
export class TokenRefused extends Error {
  readonly code = 'TokenRefused';

  constructor(reason: string) {
    super(reason);
    this.name = 'TokenRefused';
  }
}

/** An administrator of a deployment, by a token of its user pool. */
export interface SignedIn {
  token: string;
  name: string;
  /** Milliseconds since 1970. */
  endsAt: number;
}

interface Claims {
  exp?: number;
  sub?: string;
  username?: string;
  'cognito:groups'?: string[];
}

/** What a token says of itself. Whether it is true is for the API to say. */
function claimsOf(token: string): Claims {
  try {
    const [, payload = ''] = token.split('.');
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
      letter.charCodeAt(0),
    );
    return JSON.parse(new TextDecoder().decode(bytes)) as Claims;
  } catch {
    throw new TokenRefused('That is no token: it has three parts with dots between them, and begins with eyJ.');
  }
}

/** @throws TokenRefused when the console would be of no use with it */
export function signedInBy(given: string, now = Date.now()): SignedIn {
  const token = given.trim().replace(/^Bearer /i, '');
  const { exp = 0, sub, username, 'cognito:groups': groups = [] } = claimsOf(token);
  const name = username ?? sub ?? 'unknown';
  const endsAt = exp * 1000;
  if (endsAt <= now) throw new TokenRefused(`The token of ${name} has ended. Take a new one.`);
  if (!groups.includes(group))
    throw new TokenRefused(
      `${name} is not in the group ${group}. Have them added to it, then sign in again: a token holds the groups of when it was made.`,
    );
  return { token, name, endsAt };
}

/** Of this tab, while the token holds. */
export function readSignedIn(): SignedIn | undefined {
  const kept = sessionStorage.getItem(storageKey);
  try {
    return kept === null ? undefined : signedInBy(kept);
  } catch {
    return undefined;
  }
}

export function keepSignedIn(signedIn: SignedIn | undefined): void {
  if (signedIn) sessionStorage.setItem(storageKey, signedIn.token);
  else sessionStorage.removeItem(storageKey);
}
