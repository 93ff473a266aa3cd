import { createClient, type Client } from '@recsync/client';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { Backstage } from '../../shared/Backstage.ts';
import { readDeployment, type Deployment } from '../../shared/Deployment.ts';
import type { ExamplePerson, LocalCloud } from '../../shared/Surroundings.ts';
import { SignIn } from './SignIn.tsx';
import { keepSignedIn, readSignedIn, type SignedIn } from './SignedIn.ts';

/** What the pages of the console work with: a client that acts as an administrator, and what is beside it. */
export interface Session {
  client: Client;
  /** The local cloud, which alone tells what happens; undefined for a deployment. */
  local: LocalCloud | undefined;
  /** The deployment that is looked at, and as whom; undefined on the local cloud. */
  deployed?: { deployment: Deployment; name: string; signOut(): void };
  people: ExamplePerson[];
}

const SessionContext = createContext<Session | null>(null);

/** The session of the page. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('There is no session around this.');
  return session;
}

/** Finds out who acts as an administrator, then shows the page. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const deployment = useMemo(readDeployment, []);
  return deployment ? (
    <DeployedSession deployment={deployment}>{children}</DeployedSession>
  ) : (
    <LocalSession>{children}</LocalSession>
  );
}

/** On the local cloud whoever has the key of the printed link is one. */
function LocalSession({ children }: { children: ReactNode }) {
  const backstage = useMemo(() => new Backstage(), []);
  const [session, setSession] = useState<Session>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    let client: Client | undefined;
    let isOver = false;
    backstage.session().then(
      ({ people }) => {
        if (isOver) return;
        const { endpoint } = backstage;
        client = createClient({ endpoint, auth: { token: () => backstage.administratorToken() } });
        setSession({ client, local: backstage, people });
      },
      (error: Error) => setProblem(error.message),
    );
    return () => {
      isOver = true;
      client?.close();
    };
  }, [backstage]);
  if (problem)
    return (
      <main className="closed">
        <h1>The console is closed</h1>
        <p role="alert">{problem}</p>
      </main>
    );
  return session ? <SessionContext value={session}>{children}</SessionContext> : null;
}

/** On a deployment its user pool says who. */
function DeployedSession({ deployment, children }: { deployment: Deployment; children: ReactNode }) {
  const [signedIn, setSignedIn] = useState(readSignedIn);
  const [note, setNote] = useState<string>();
  const [session, setSession] = useState<Session>();
  useEffect(() => {
    if (!signedIn) return;
    const { token, name, endsAt } = signedIn;
    const leave = (why: string): void => {
      keepSignedIn(undefined);
      setNote(why);
      setSignedIn(undefined);
    };
    const client = createClient({ endpoint: deployment.endpoint, auth: { token } });
    const deployed = { deployment, name, signOut: () => leave('You are signed out of this tab.') };
    setSession({ client, local: undefined, deployed, people: [] });
    const timer = setTimeout(() => leave('Your token has ended. Sign in again.'), endsAt - Date.now());
    return () => {
      clearTimeout(timer);
      client.close();
      setSession(undefined);
    };
  }, [deployment, signedIn]);
  const enter = (entered: SignedIn): void => {
    keepSignedIn(entered);
    setSignedIn(entered);
  };
  if (!signedIn) return <SignIn deployment={deployment} note={note} onSignedIn={enter} />;
  return session ? <SessionContext value={session}>{children}</SessionContext> : null;
}
