import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { beginSignIn, challengeOf, endSignIn } from '../../client/index.ts';

const storageOf = () => {
  const values = new Map<string, string>();
  return {
    getItem: (name: string) => values.get(name) ?? null,
    setItem: (name: string, value: string) => void values.set(name, value),
    removeItem: (name: string) => void values.delete(name),
  };
};

it('proves by the challenge of RFC 7636, appendix B', async () => {
  expect(await challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  );
});

it('takes a code to the token of whoever began, once, and no code of somebody else', async () => {
  let challenge = '';
  /** A token endpoint, as RFC 7636 has it. */
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      const form = new URLSearchParams(body);
      const isProved = (await challengeOf(form.get('code_verifier') ?? '')) === challenge;
      const isRight = isProved && form.get('code') === 'code-1' && form.get('client_id') === 'client';
      response.writeHead(isRight ? 200 : 400, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isRight ? { access_token: 'the token' } : { error: 'invalid_grant' }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pages = { url, clientId: 'client', redirectUrl: 'https://shop.example/back' };
  const storage = storageOf();
  const authorize = new URL(await beginSignIn(pages, storage, 'oidc'));
  challenge = authorize.searchParams.get('code_challenge')!;
  expect(`${authorize.origin}${authorize.pathname}`).toBe(`${url}/oauth2/authorize`);
  expect(Object.fromEntries(authorize.searchParams)).toMatchObject({
    response_type: 'code',
    redirect_uri: pages.redirectUrl,
    identity_provider: 'oidc',
    code_challenge_method: 'S256',
  });
  const back = (code: string, state: string) => `${pages.redirectUrl}?code=${code}&state=${state}`;
  const state = authorize.searchParams.get('state')!;
  expect(await endSignIn(pages, back('code-1', 'of somebody else'), storage)).toBeUndefined();
  expect(await endSignIn(pages, pages.redirectUrl, storage)).toBeUndefined();
  expect(await endSignIn(pages, back('code-1', state), storage)).toBe('the token');
  expect(await endSignIn(pages, back('code-1', state), storage)).toBeUndefined();
});
