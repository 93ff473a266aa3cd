import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { challengeOf } from '../../client/index.ts';

/** Sign-in pages that let one person in without asking: their two endpoints, as RFC 6749 and RFC 7636 have them. */
export async function startSignInPages(clientId: string, token: () => Promise<string>) {
  const begun = new Map<string, { challenge: string; redirectUrl: string }>();
  const server = createServer((request, response) => {
    void (async () => {
      const { pathname, searchParams } = new URL(request.url!, 'http://sign-in');
      const query = (name: string): string => searchParams.get(name) ?? '';
      if (pathname === '/oauth2/authorize' && query('client_id') === clientId) {
        const code = `code-${begun.size}`;
        const redirectUrl = query('redirect_uri');
        begun.set(code, { challenge: query('code_challenge'), redirectUrl });
        const back = new URL(redirectUrl);
        back.search = new URLSearchParams({ code, state: query('state') }).toString();
        return response.writeHead(302, { location: back.href }).end();
      }
      const form = new URLSearchParams(await text(request));
      const known = begun.get(form.get('code') ?? '');
      const isProved =
        known !== undefined &&
        form.get('redirect_uri') === known.redirectUrl &&
        form.get('client_id') === clientId &&
        (await challengeOf(form.get('code_verifier') ?? '')) === known.challenge;
      begun.delete(form.get('code') ?? '');
      response.writeHead(isProved ? 200 : 400, {
        'content-type': 'application/json',
        'access-control-allow-origin': '*',
      });
      return response.end(JSON.stringify(isProved ? { access_token: await token() } : { error: 'invalid_grant' }));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
