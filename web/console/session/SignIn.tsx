import { useEffect, useState, type FormEvent } from 'react';
import { beginSignIn, endSignIn, type SignInPages } from '@recsync/client';
import { goTo } from '../../shared/address.tsx';
import type { Deployment } from '../../shared/Deployment.ts';
import { Problem } from '../frame/parts.tsx';
import { signedInBy, type SignedIn } from './SignedIn.ts';

const wantedKey = 'recsync-console-wanted';

/** The pages of the user pool, which send people back to the console's first page. */
const pagesOf = ({ signIn }: Deployment): SignInPages | undefined =>
  signIn && { ...signIn, redirectUrl: `${location.origin}/console` };

interface SignInProps {
  deployment: Deployment;
  /** Why somebody who was signed in is not any more. */
  note?: string;
  onSignedIn(signedIn: SignedIn): void;
}

/** Asks an administrator of a deployment who they are: by the user pool's own pages, or by a token of theirs. */
export function SignIn({ deployment, note, onSignedIn }: SignInProps) {
  const pages = pagesOf(deployment);
  const [problem, setProblem] = useState<string>();
  const attempt = (work: () => Promise<void> | void): void => {
    setProblem(undefined);
    void (async () => work())().catch((error: Error) => setProblem(error.message));
  };
  useEffect(() => {
    document.title = 'Sign in · recsync';
    if (!pages || !new URLSearchParams(location.search).has('code')) return;
    attempt(async () => {
      const token = await endSignIn(pages, location.href, sessionStorage);
      // The code is spent; the place that was wanted takes its address.
      goTo(sessionStorage.getItem(wantedKey) ?? '/console', { replace: true });
      if (token === undefined) throw new Error('This sign-in was begun in another tab. Begin it again here.');
      onSignedIn(signedInBy(token));
    });
    // Once: a code is good for one answer.
  }, []);
  const begin = (): void =>
    attempt(async () => {
      sessionStorage.setItem(wantedKey, location.pathname + location.search);
      location.assign(await beginSignIn(pages!, sessionStorage));
    });
  const paste = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const token = String(new FormData(event.currentTarget).get('token') ?? '');
    attempt(() => onSignedIn(signedInBy(token)));
  };
  return (
    <main className="closed">
      <h1>Sign in</h1>
      <p>
        This is the console of <strong>{new URL(deployment.endpoint).host}</strong>, for the group <code>admin</code> of
        its user pool.
      </p>
      {note && <p role="status">{note}</p>}
      <Problem text={problem} />
      {pages && (
        <p>
          <button className="primary" onClick={begin}>
            Sign in at {new URL(pages.url).host}
          </button>
        </p>
      )}
      <form className="fields" onSubmit={paste}>
        <label>
          {pages ? 'or by an access token' : 'access token'}
          <input name="token" type="password" autoComplete="off" spellCheck={false} required />
        </label>
        <p className="small">It stays in this tab, and goes to the API and to nobody else.</p>
        <div className="actions">
          <button className={pages ? undefined : 'primary'}>Open the console</button>
        </div>
      </form>
    </main>
  );
}
