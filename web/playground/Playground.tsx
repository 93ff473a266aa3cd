import { GraphiQL } from 'graphiql';
import { useMemo, useRef, useState } from 'react';
import { createAppSyncFetcher } from './createAppSyncFetcher.ts';
import { CredentialsBar } from './CredentialsBar.tsx';
import { storeCredentials, toHeaders } from './credentials.ts';
import type { Credentials } from './credentials.ts';
import { examples } from './examples.ts';

/** GraphiQL on the API of this server, with the credentials on top. */
export function Playground({ given }: { given: Credentials }) {
  const [credentials, setCredentials] = useState(given);
  const current = useRef(credentials);
  current.current = credentials;
  const fetcher = useMemo(
    () => createAppSyncFetcher(`${location.origin}/graphql`, () => toHeaders(current.current)),
    [],
  );
  // The schema is read with the credentials, so another kind of them loads the page's editor anew.
  const identity = JSON.stringify(toHeaders(credentials));

  return (
    <>
      <CredentialsBar
        credentials={credentials}
        onChange={(changed) => {
          storeCredentials(changed);
          setCredentials(changed);
        }}
      />
      <main>
        <GraphiQL key={identity} fetcher={fetcher} defaultTabs={examples} defaultEditorToolsVisibility="variables" />
      </main>
    </>
  );
}
