import { expect, it } from 'vitest';
import { signedInBy, TokenRefused } from '../../web/console/session/SignedIn.ts';

const tokenOf = (claims: object): string => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part(claims)}.signature`;
};
const claims = { sub: 'a1', username: 'Zoë Ångström ~~~', exp: 2000, 'cognito:groups': ['editors', 'admin'] };

it('knows by a token who signed in, and until when', () => {
  const token = tokenOf(claims);
  expect(signedInBy(token, 1_999_999)).toEqual({ token, name: 'Zoë Ångström ~~~', endsAt: 2_000_000 });
  expect(signedInBy(` Bearer ${token}\n`, 0)).toMatchObject({ token });
  expect(signedInBy(tokenOf({ ...claims, username: undefined }), 0)).toMatchObject({ name: 'a1' });
});

it.each([
  ['nonsense', 'nonsense', /^That is no token/],
  ['one that has ended', tokenOf({ ...claims, exp: 1 }), /^The token of Zoë Ångström ~~~ has ended/],
  ['one without an end', tokenOf({ ...claims, exp: undefined }), /has ended/],
  ['one of somebody else', tokenOf({ ...claims, 'cognito:groups': ['editors'] }), /is not in the group admin/],
  ['one without groups', tokenOf({ ...claims, 'cognito:groups': undefined }), /is not in the group admin/],
])('opens to none that would be of no use: %s', (_name, token, message) => {
  expect(() => signedInBy(token, 1_000_000)).toThrow(TokenRefused);
  expect(() => signedInBy(token, 1_000_000)).toThrow(message);
});
