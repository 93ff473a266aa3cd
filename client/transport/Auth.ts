/** A request that is to be authorised. */
export interface UnsignedRequest {
  method: 'POST';
  url: string;
  body: string;
}

/**
 * How the client proves who asks: an API key for public reads, a token of the user pool (text, or a function that is
 * asked before each request, so that it can renew the token), or headers made for each request, as IAM needs them.
 */
export type Auth =
  | { apiKey: string }
  | { token: string | (() => string | Promise<string>) }
  | { sign(request: UnsignedRequest): Promise<Record<string, string>> };

/** The headers that authorise a request. */
export async function authorize(auth: Auth, request: UnsignedRequest): Promise<Record<string, string>> {
  if ('apiKey' in auth) return { 'x-api-key': auth.apiKey };
  if ('token' in auth) return { authorization: typeof auth.token === 'string' ? auth.token : await auth.token() };
  return auth.sign(request);
}
