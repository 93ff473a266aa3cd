/** An app client of a user pool, or of any other OpenID Connect provider that takes the code flow with PKCE. */
export interface SignInPages {
  /** Where its pages are, for example `https://my-shop.auth.eu-west-1.amazoncognito.com`. */
  url: string;
  clientId: string;
  /** The page that people come back to: one of `signInUrls`. */
  redirectUrl: string;
}

const stored = 'sign-in';
const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
const drawn = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));

/** What a verifier is proved by: https://www.rfc-editor.org/rfc/rfc7636#section-4.2 */
export async function challengeOf(verifier: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
}

/**
 * Where to send somebody who wants to sign in: `location.assign(await beginSignIn(pages, sessionStorage))`.
 * @param provider `oidc` for the provider of the deployment's `oidcIssuer`; left out, people choose
 */
export async function beginSignIn(
  { url, clientId, redirectUrl }: SignInPages,
  storage: Pick<Storage, 'setItem'>,
  provider?: string,
): Promise<string> {
  const [verifier, state] = [drawn(), drawn()];
  storage.setItem(stored, JSON.stringify({ verifier, state }));
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUrl,
    scope: 'openid email',
    state,
    code_challenge: await challengeOf(verifier),
    code_challenge_method: 'S256',
    ...(provider ? { identity_provider: provider } : {}),
  });
  return `${url}/oauth2/authorize?${query}`;
}

/**
 * The access token of somebody who came back, for `createClient({ auth: { token } })`; undefined when nobody did.
 * @param address of the page: `location.href`
 */
export async function endSignIn(
  { url, clientId, redirectUrl }: SignInPages,
  address: string,
  storage: Pick<Storage, 'getItem' | 'removeItem'>,
): Promise<string | undefined> {
  const answer = new URL(address).searchParams;
  const code = answer.get('code');
  const begun = JSON.parse(storage.getItem(stored) ?? '{}') as { verifier?: string; state?: string };
  // Somebody else's code is not taken: https://www.rfc-editor.org/rfc/rfc6749#section-10.12
  if (code === null || begun.verifier === undefined || answer.get('state') !== begun.state) return undefined;
  storage.removeItem(stored);
  const response = await fetch(`${url}/oauth2/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: redirectUrl,
      code,
      code_verifier: begun.verifier,
    }),
  });
  if (!response.ok) throw new Error(`The sign-in ended with status ${response.status}. Begin it again.`);
  return ((await response.json()) as { access_token: string }).access_token;
}
