import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { UserPool } from '../../emulator/cognito/index.ts';
import { folderOfTest } from '../../emulator/test/helpers/makeTemporaryFolder.ts';

/** Runs a command as npm does. */
const run = (...commandLine: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['cli/bootstrap.mjs', ...commandLine], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};
const oneSentence = (text: string): number => text.trim().split('\n').length;

describe('what cannot work is one line and a non-zero exit, and nothing is left', () => {
  let port: number;
  beforeAll(async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    ({ port } = server.address() as AddressInfo);
    server.unref();
  });
  test.each<[string, () => string[], RegExp]>([
    ['an unknown command', () => ['frobnicate'], /no command frobnicate/],
    ['an unknown option', () => ['start', '--colour'], /--colour.*The options are --port/],
    ['a port that is no port', () => ['start', '--port', 'high'], /--port high is not a port/],
    ['a taken port', () => ['start', '--port', String(port)], /Port \d+ of 127.0.0.1 is taken/],
    ['a missing folder', () => ['start', '--data', '/nowhere/at/all'], /\/nowhere\/at\/all is not a folder/],
    ['an unknown engine', () => ['start', '--port', '0', '--dynamodb', 'oracle'], /oracle.*three ways/],
    ['an unknown AppSync engine', () => ['start', '--appsync', 'nonsense'], /--appsync nonsense.*emulator or amplify/],
    ['a token for nobody', () => ['token'], /--user u1/],
    ['pages of no API', () => ['pages'], /Say of which API: --endpoint/],
    [
      'pages that would send tokens in the open',
      () => ['pages', '--endpoint', 'http://api.example.com/graphql'],
      /https/,
    ],
    [
      'sign-in pages for no client',
      () => ['pages', '--endpoint', 'https://api.example.com/graphql', '--sign-in', 'https://login.example.com'],
      /--sign-in and --client belong together/,
    ],
    ['credentials of a cloud that does not run', () => ['credentials'], /No local cloud is running/],
    ['credentials of a stage here', () => ['credentials', '--stage', 'dev'], /say --aws as well/],
  ])('%s', (_name, commandLine, message) => {
    const state = folderOfTest();
    const [command, ...rest] = commandLine();
    const { status, stdout, stderr } = run(command!, ...rest, ...(command === 'frobnicate' ? [] : ['--state', state]));
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(message);
    expect(oneSentence(stderr)).toBe(1);
    expect(readdirSync(state)).toEqual([]);
  });
});

describe('token', () => {
  test("prints a token that the state's key verifies, and nothing else", async () => {
    const state = folderOfTest();
    const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_POOL';
    const pool = await UserPool.open(join(state, 'keys'), 'us-east-1_POOL', issuer, 'client');
    const { status, stdout, stderr } = run(
      'token',
      '--state',
      state,
      '--user',
      'u1',
      '--groups',
      'admin, staff',
      '--expires',
      '2m',
    );
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const { payload } = await jwtVerify(stdout.trim(), createLocalJWKSet(pool.jwks() as JSONWebKeySet), { issuer });
    expect(payload).toMatchObject({ sub: 'u1', 'cognito:groups': ['admin', 'staff'] });
    expect(payload.exp! - payload.iat!).toBe(120);
  });

  test.skipIf(!existsSync('cdk.out/manifest.json'))('works before the first start, from the template', () => {
    const state = folderOfTest();
    expect(run('token', '--state', state, '--user', 'u1').stdout.split('.')).toHaveLength(3);
    expect(run('token', '--state', state, '--user', 'u1').status).toBe(0);
  });

  test('refuses a length of time that is none', () => {
    expect(run('token', '--user', 'u1', '--expires', 'soon', '--state', folderOfTest())).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(/--expires soon|user pool/),
    });
  });
});
