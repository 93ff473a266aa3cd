import { createClient, type Client } from '@recsync/client';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { Backstage, type ExamplePerson } from '../../shared/Backstage.ts';

/** What the pages of the console work with: a client that acts as an administrator, and the local cloud beside it. */
export interface Session {
  client: Client;
  backstage: Backstage;
  people: ExamplePerson[];
}

const SessionContext = createContext<Session | null>(null);

/** The session of the page. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('There is no session around this.');
  return session;
}

/** Asks the local cloud for a token, then shows the page. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const backstage = useMemo(() => new Backstage(), []);
  const [session, setSession] = useState<Session>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    let client: Client | undefined;
    let isOver = false;
    backstage.session().then(
      ({ people }) => {
        if (isOver) return;
        const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
        client = createClient({
          endpoint: `${location.origin}/graphql`,
          realtimeEndpoint: `${scheme}://${location.host}/graphql/realtime`,
          auth: { token: () => backstage.administratorToken() },
        });
        setSession({ client, backstage, people });
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
