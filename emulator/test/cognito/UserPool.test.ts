import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose';
import { describe, expect, test } from 'vitest';
import { TokenRefused, UserPool } from '../../cognito/index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';

const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_POOL';
const open = (folder: string): Promise<UserPool> => UserPool.open(folder, 'us-east-1_POOL', issuer, 'client');
const verify = (pool: UserPool, token: string) =>
  jwtVerify(token, createLocalJWKSet(pool.jwks() as JSONWebKeySet), { issuer });

describe('UserPool', () => {
  test("an access token carries Cognito's claims", async () => {
    const pool = await open(folderOfTest());
    const { payload } = await verify(pool, await pool.token({ user: 'u1', groups: ['admin'], expiresIn: 90 }));
    expect(payload).toMatchObject({
      sub: 'u1',
      username: 'u1',
      token_use: 'access',
      client_id: 'client',
      'cognito:groups': ['admin'],
      iss: issuer,
    });
    expect(payload.exp! - payload.iat!).toBe(90);
  });

  test('an id token has an audience instead of a client, and no empty groups', async () => {
    const pool = await open(folderOfTest());
    const { payload } = await verify(pool, await pool.token({ user: 'u1', use: 'id' }));
    expect(payload).toMatchObject({ aud: 'client', 'cognito:username': 'u1', token_use: 'id' });
    expect(payload).not.toHaveProperty('cognito:groups');
    expect(payload).not.toHaveProperty('client_id');
  });

  test('the key lasts as long as the folder, and only the public part is shown', async () => {
    const folder = folderOfTest();
    const first = await open(folder);
    const token = await first.token({ user: 'u1' });
    const again = await open(folder);
    await expect(verify(again, token)).resolves.toBeDefined();
    await expect(verify(UserPool.find(folder)!, token)).resolves.toBeDefined();
    expect(Object.keys(again.jwks().keys[0]!).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS256' });
  });

  test('tokens are those of the client that the template has now, with the key that there was', async () => {
    const folder = folderOfTest();
    await open(folder);
    const renewed = await UserPool.open(folder, 'us-east-1_POOL', issuer, 'client of a later template');
    const found = UserPool.find(folder)!;
    for (const pool of [renewed, found]) {
      const { payload } = await verify(renewed, await pool.token({ user: 'u1' }));
      expect(payload.client_id).toBe('client of a later template');
    }
  });

  test("another pool's key does not verify", async () => {
    const [one, other] = [await open(folderOfTest()), await open(folderOfTest())];
    await expect(verify(one, await other.token({ user: 'u1' }))).rejects.toThrow();
  });

  test('refuses an empty name and a life that makes no sense', async () => {
    const pool = await open(folderOfTest());
    await expect(pool.token({ user: '' })).rejects.toThrow(TokenRefused);
    await expect(pool.token({ user: 'u', expiresIn: 0 })).rejects.toThrow(/1 second to 10 years/);
    expect(UserPool.find(folderOfTest())).toBeUndefined();
  });
});
