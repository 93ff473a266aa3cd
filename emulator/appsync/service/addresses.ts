import type { Machine } from '../../template/index.ts';

/** Where the API answers; with wss, on which browsers' clients of AppSync insist. */
export const apiAddresses = ({ port }: Machine): { graphqlUrl: string; realtimeUrl: string } => ({
  graphqlUrl: `http://127.0.0.1:${port}/graphql`,
  realtimeUrl: `wss://127.0.0.1:${port}/graphql/realtime`,
});

/** An AppSync API key: `da2-` and 26 characters. */
export function apiKeyOf(machine: Machine): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
  return `da2-${Array.from(machine.derive('api key').subarray(0, 26), (byte) => alphabet[byte % 32]).join('')}`;
}
