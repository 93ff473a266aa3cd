/** How the page proves who asks: an API key or a token of a user. */
export interface Credentials {
  kind: 'apiKey' | 'token';
  apiKey: string;
  token: string;
}

const storageKey = 'recsync-playground-credentials';
const none: Credentials = { kind: 'apiKey', apiKey: '', token: '' };

/**
 * Credentials of the last visit, with those of the address on top: `#apiKey=…` or `#token=…`. They stand in the
 * fragment because a browser never sends that to a server; it is taken off the address once read.
 */
export function readCredentials(): Credentials {
  const stored = parse(localStorage.getItem(storageKey));
  const given = new URLSearchParams(location.hash.slice(1));
  const [apiKey, token] = [given.get('apiKey'), given.get('token')];
  if (!apiKey && !token) return stored;
  history.replaceState(null, '', location.pathname + location.search);
  const credentials: Credentials = {
    kind: token ? 'token' : 'apiKey',
    apiKey: apiKey ?? stored.apiKey,
    token: token ?? stored.token,
  };
  storeCredentials(credentials);
  return credentials;
}

export function storeCredentials(credentials: Credentials): void {
  localStorage.setItem(storageKey, JSON.stringify(credentials));
}

/** The headers of a request; empty while nothing was entered. */
export function toHeaders({ kind, apiKey, token }: Credentials): Record<string, string> {
  if (kind === 'token') return token ? { authorization: token.trim() } : {};
  return apiKey ? { 'x-api-key': apiKey.trim() } : {};
}

function parse(text: string | null): Credentials {
  try {
    return { ...none, ...(JSON.parse(text ?? '{}') as Partial<Credentials>) };
  } catch {
    return none;
  }
}
