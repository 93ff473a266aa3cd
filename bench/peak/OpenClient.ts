import { Agent, request } from 'node:http';
import { authorizationHeaders, type Credentials } from '../../test/helpers/postGraphql.ts';

/** What the fields that the load asks for answer. */
export interface Answer {
  data?: {
    recommendations?: { userId: string | null; degraded: boolean; degradedReason: string | null };
    recordInteraction?: { eventId: string; recordedAt: string };
    interactions?: { items: { eventId: string }[]; nextToken: string | null };
  } | null;
  /** The type of the first error, or what the connection said. */
  error?: string;
}

/** A client that never waits for one request before it sends the next: as many connections as it takes. */
export class OpenClient {
  readonly #url: URL;
  readonly #agent = new Agent({ keepAlive: true });

  constructor(url: string) {
    this.#url = new URL(url);
  }

  /** Never rejects: what goes wrong is an answer. */
  post(credentials: Credentials, query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    const body = JSON.stringify({ query, variables });
    const headers = {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      ...authorizationHeaders(credentials),
    };
    return new Promise((resolve) => {
      const fail = (error: Error & { code?: string }): void => resolve({ error: error.code ?? error.message });
      const outgoing = request(this.#url, { method: 'POST', agent: this.#agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', fail);
        response.once('end', () => resolve(parse(response.statusCode, Buffer.concat(chunks).toString())));
      });
      outgoing.once('error', fail);
      outgoing.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

function parse(status: number | undefined, text: string): Answer {
  if (status !== 200) return { error: `HTTP ${status}` };
  const { data, errors } = JSON.parse(text) as Answer & { errors?: { errorType?: string; message: string }[] };
  return errors ? { data, error: errors[0].errorType ?? errors[0].message } : { data };
}
