import { authorizationHeaders, type Credentials } from '../../test/helpers/postGraphql.ts';
import { HttpConnection } from './HttpConnection.ts';

/** One kept-alive connection to a GraphQL API. */
export class GraphqlConnection {
  readonly #connection: HttpConnection;

  constructor(url: string) {
    this.#connection = new HttpConnection(url);
  }

  /** @throws Error when the answer is not 200 or has errors: a failed request must not count as a fast one. */
  async post<Data>(credentials: Credentials, query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const headers = { 'content-type': 'application/json', ...authorizationHeaders(credentials) };
    const { status, text } = await this.#connection.send('POST', '', headers, JSON.stringify({ query, variables }));
    const answer = status === 200 ? (JSON.parse(text) as { data: Data; errors?: unknown[] }) : undefined;
    if (!answer || answer.errors) throw new Error(`${status} ${text.slice(0, 500)}`);
    return answer.data;
  }

  close(): void {
    this.#connection.close();
  }
}
