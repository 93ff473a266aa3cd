import { ListApiKeysCommand } from '@aws-sdk/client-appsync';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../CommandError.ts';
import type { Account } from './Account.ts';
import type { Surroundings } from './Surroundings.ts';

export interface ApiKey {
  id: string;
  /** When it ends. */
  expires: Date;
}

/** The API key that is valid longest. */
export async function findApiKey(account: Account, apiId: string): Promise<ApiKey | undefined> {
  const { apiKeys = [] } = await account.appSync.send(new ListApiKeysCommand({ apiId }));
  const keys = apiKeys.map(({ id, expires }) => ({ id: id!, expires: new Date(expires! * 1000) }));
  return keys.sort((a, b) => b.expires.getTime() - a.expires.getTime())[0];
}

/** A question to the API, and by whom it is asked. */
interface Question {
  field: string;
  document: string;
  by: 'API_KEY' | 'IAM';
}

const list = '{ source degraded items { itemId } }';
const questions: Question[] = [
  { field: 'popularItems', by: 'API_KEY', document: `query SmokeTest { popularItems(limit: 3) ${list} }` },
  { field: 'trendingItems', by: 'API_KEY', document: `query SmokeTest { trendingItems(limit: 3) ${list} }` },
  {
    field: 'recommendations',
    by: 'IAM',
    document: `query SmokeTest { recommendations(userId: "smoke-test", limit: 3) ${list} }`,
  },
];

interface Answer {
  data?: Record<string, { source: string; degraded: boolean; items: unknown[] } | null> | null;
  errors?: { message: string; errorType?: string }[];
}

/** How often what passes by itself is tried again: a new key is not known everywhere at once. */
const attempts = 4;

/**
 * Asks the deployed API for lists as clients do: what anybody may see by the API key, and a list for a person by the
 * signature of these credentials where they may ask for one.
 * @throws CommandError with the field and the reason
 */
export async function smokeTest(
  account: Account,
  api: { graphqlUrl: string; apiId: string },
  surroundings: Pick<Surroundings, 'write' | 'pollInterval' | 'signal'>,
): Promise<void> {
  const key = await findApiKey(account, api.apiId);
  if (key === undefined) throw new CommandError('The API has no key; npm run deploy makes one.');
  for (const question of questions) {
    const { status, answer } = await askPatiently(
      question,
      { ...api, key: key.id, region: account.region },
      surroundings,
    );
    if (question.by === 'IAM' && (status === 401 || status === 403)) {
      surroundings.write(`  ${question.field}: not asked, these credentials may not (appsync:GraphQL)\n`);
      continue;
    }
    const found = answer?.data?.[question.field];
    if (answer?.errors || !found) {
      const [error] = answer?.errors ?? [];
      const reason = error ? `${error.errorType ?? 'an error'}: ${error.message}` : 'no list';
      throw new CommandError(`The smoke test failed: ${question.field} answered ${status} with ${reason}`);
    }
    const { source, degraded, items } = found;
    surroundings.write(`  ${question.field}: ${items.length} items, ${source}${degraded ? ', degraded' : ''}\n`);
  }
}

async function askPatiently(
  question: Question,
  api: { graphqlUrl: string; key: string; region: string },
  { pollInterval, signal }: Pick<Surroundings, 'pollInterval' | 'signal'>,
): Promise<{ status: number; answer?: Answer }> {
  for (let attempt = 1; ; attempt += 1) {
    const last = attempt === attempts;
    try {
      const response = await ask(question, api, signal);
      const isPassing = response.status >= 500 || (response.status >= 400 && question.by === 'API_KEY');
      if (last || !isPassing) return response;
    } catch (error) {
      signal.throwIfAborted();
      if (last) {
        throw new CommandError(`The smoke test failed: ${api.graphqlUrl} cannot be reached: ${String(error)}`, {
          cause: error,
        });
      }
    }
    await sleep(pollInterval, undefined, { signal });
  }
}

async function ask(
  { document, by }: Question,
  { graphqlUrl, key, region }: { graphqlUrl: string; key: string; region: string },
  signal: AbortSignal,
): Promise<{ status: number; answer?: Answer }> {
  const { protocol, hostname, port, pathname } = new URL(graphqlUrl);
  const request = new HttpRequest({
    method: 'POST',
    protocol,
    hostname,
    port: port === '' ? undefined : Number(port),
    path: pathname,
    headers: { 'content-type': 'application/json', host: new URL(graphqlUrl).host },
    body: JSON.stringify({ query: document }),
  });
  if (by === 'API_KEY') request.headers['x-api-key'] = key;
  const signer = new SignatureV4({ service: 'appsync', region, credentials: defaultProvider(), sha256: Sha256 });
  const { headers, body } = by === 'IAM' ? await signer.sign(request) : request;
  const { host: _host, ...sent } = headers;
  // AppSync itself gives up after 30 seconds.
  const stop = AbortSignal.any([signal, AbortSignal.timeout(35_000)]);
  const response = await fetch(graphqlUrl, { method: 'POST', headers: sent, body: String(body), signal: stop });
  const text = await response.text();
  try {
    return { status: response.status, answer: JSON.parse(text) as Answer };
  } catch {
    return { status: response.status };
  }
}
