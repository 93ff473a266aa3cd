import type { Config } from './config.ts';
import { InfraError } from './errors.ts';

/** How people sign in at pages. */
export interface SignIn {
  /** What the address of Cognito's pages begins with. */
  domain: string;
  /** Pages that people come back to. */
  urls: string[];
  /** Where else they may sign in: an OpenID Connect provider. */
  provider?: { issuer: string; clientId: string; /** Its name in Secrets Manager. */ clientSecret: string };
}

/**
 * The sign-in pages that the configuration asks for, if any.
 * @throws InfraError `INVALID_CONFIG` when a part is there without what it needs
 */
export function signInOf(config: Config): SignIn | undefined {
  const { signInDomain, signInUrls, oidcIssuer, oidcClientId, oidcClientSecret } = config;
  const provider = { oidcIssuer, oidcClientId, oidcClientSecret };
  const isProvided = Object.values(provider).some((value) => value !== '');
  const needed: Record<string, string> = { signInDomain, signInUrls, ...(isProvided && provider) };
  const missing = Object.keys(needed).find((name) => needed[name] === '');
  if (missing === undefined) {
    return {
      domain: signInDomain,
      urls: signInUrls.split(','),
      provider: isProvided ? { issuer: oidcIssuer, clientId: oidcClientId, clientSecret: oidcClientSecret } : undefined,
    };
  }
  const given = Object.entries({ signInDomain, signInUrls, ...provider }).find(([, value]) => value !== '');
  if (given === undefined) return undefined;
  throw new InfraError('INVALID_CONFIG', `Context "${given[0]}" is there without "${missing}"; set both, or neither.`);
}
