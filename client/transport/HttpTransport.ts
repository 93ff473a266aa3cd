import type { TypedDocumentString } from '../../schema/generated/operations/graphql.ts';
import { isPassing, RequestRefused, ServiceUnreachable } from '../errors.ts';
import { authorize, type Auth } from './Auth.ts';

interface GraphqlAnswer<Result> {
  data?: Result | null;
  errors?: { errorType?: string | null; message: string }[];
}

export interface RequestOptions {
  /** Gives the request up. */
  signal?: AbortSignal;
  /** Lets the request outlive the page, for what is sent as it closes. @defaultValue false */
  keepalive?: boolean;
}

/** Sends queries and mutations by POST. */
export class HttpTransport {
  readonly #endpoint: string;
  readonly #auth: Auth;
  readonly #fetch: typeof fetch;

  constructor(endpoint: string, auth: Auth, fetchImplementation: typeof fetch = (...request) => fetch(...request)) {
    this.#endpoint = endpoint;
    this.#auth = auth;
    this.#fetch = fetchImplementation;
  }

  /** @throws RequestRefused, ServiceUnreachable; what the signal gives as its reason */
  async execute<Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
    { signal, keepalive = false }: RequestOptions = {},
  ): Promise<Result> {
    const body = JSON.stringify({ query: document.toString(), variables });
    const headers = await authorize(this.#auth, { method: 'POST', url: this.#endpoint, body });
    let response: Response;
    let answer: GraphqlAnswer<Result>;
    try {
      response = await this.#fetch(this.#endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
        signal,
        keepalive,
      });
      answer = (await response.json()) as GraphqlAnswer<Result>;
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw new ServiceUnreachable(error instanceof Error ? error.message : 'no answer', { cause: error });
    }
    if (response.status === 429 || response.status >= 500) throw new ServiceUnreachable(`status ${response.status}`);
    const [error] = answer.errors ?? [];
    // A field that may be null can fail beside others that did not: what there is, is the answer.
    if (answer.data && Object.values(answer.data).some((field) => field !== null)) return answer.data;
    if (!error) return answer.data as Result;
    const errorType = error.errorType ?? `Status${response.status}`;
    throw isPassing(errorType) ? new ServiceUnreachable(error.message) : new RequestRefused(errorType, error.message);
  }
}
