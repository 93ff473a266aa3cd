/** How a test proves who it is. */
export type Credentials = { apiKey: string } | { token: string };

export interface GraphqlError {
  message: string;
  errorType?: string | null;
  path?: (string | number)[] | null;
}
export interface GraphqlAnswer<Data> {
  status: number;
  data: Data;
  errors?: GraphqlError[];
}

export const authorizationHeaders = (credentials: Credentials): Record<string, string> =>
  'apiKey' in credentials ? { 'x-api-key': credentials.apiKey } : { authorization: credentials.token };

/** One GraphQL request over plain HTTP, as any client would send it. */
export const postGraphql = async <Data = Record<string, never>>(
  url: string,
  credentials: Credentials,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<GraphqlAnswer<Data>> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorizationHeaders(credentials) },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, ...((await response.json()) as { data: Data; errors?: GraphqlError[] }) };
};
