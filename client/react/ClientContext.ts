import { createContext, createElement, useContext, useSyncExternalStore, type ReactNode } from 'react';
import type { Client, ClientStatus } from '../createClient.ts';

const ClientContext = createContext<Client | undefined>(undefined);

/** Gives the client to every hook below. Whoever made the client closes it. */
export const RecsyncProvider = ({ client, children }: { client: Client; children?: ReactNode }) =>
  createElement(ClientContext.Provider, { value: client }, children);

/** The client of the nearest RecsyncProvider. */
export function useClient(): Client {
  const client = useContext(ClientContext);
  if (!client) throw new Error('There is no client here. Put <RecsyncProvider client={…}> around the component.');
  return client;
}

/** The state of the connection and how many interactions wait, as it changes. */
export function useClientStatus(): ClientStatus {
  const client = useClient();
  return useSyncExternalStore(
    client.onStatus,
    () => client.status,
    () => client.status,
  );
}
