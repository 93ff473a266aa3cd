import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { asProcess, asShell } from '../../cli/describeCredentials.ts';
import { assumeBackendRole } from '../../cli/account/assumeBackendRole.ts';
import { hasDynoxide } from '../../emulator/test/helpers/startEngine.ts';
import { ServiceRefusal } from '../helpers/account/protocol.ts';
import { startAccount } from '../helpers/account/startAccount.ts';

const access = {
  endpoint: 'http://127.0.0.1:4000/graphql',
  region: 'us-east-1',
  credentials: { accessKeyId: 'ASIA1', secretAccessKey: "a'b+c/d $HOME `x`", sessionToken: 'e==' },
};

describe('credentials', () => {
  test('come as lines that a shell takes as they are', () => {
    const names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_REGION', 'RECSYNC_ENDPOINT'];
    const script = `${asShell(access)}printf '%s\\n' ${names.map((name) => `"$${name}"`).join(' ')}`;
    expect(execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\n')).toEqual([
      ...Object.values(access.credentials),
      'us-east-1',
      access.endpoint,
      '',
    ]);
  });

  test('come as a credential process tells them, with their end if they have one', () => {
    const told = { Version: 1, AccessKeyId: 'ASIA1', SecretAccessKey: "a'b+c/d $HOME `x`", SessionToken: 'e==' };
    expect(JSON.parse(asProcess(access))).toEqual(told);
    const expires = new Date('2026-11-29T12:00:00Z');
    expect(JSON.parse(asProcess({ ...access, expires }))).toEqual({ ...told, Expiration: '2026-11-29T12:00:00.000Z' });
  });
});

describe.skipIf(!hasDynoxide)('credentials of a deployment', () => {
  test('are those of its role for backends, for an hour', async () => {
    const { account, deploy } = await startAccount();
    await deploy('dev');
    expect(await assumeBackendRole({ stage: 'dev' })).toEqual({
      endpoint: `${account.endpoint}/graphql`,
      region: 'eu-west-1',
      credentials: {
        accessKeyId: 'ASIATEST',
        secretAccessKey: 'secret of arn:aws:iam::123456789012:role/recsync-dev-backend',
        sessionToken: 'recsync-backend for 3600 seconds',
      },
      expires: new Date('2026-11-29T12:00:00Z'),
    });
  });

  test('are refused without a deployment, and without the right to the role', async () => {
    const { account, deploy } = await startAccount();
    await expect(assumeBackendRole({ stage: '' })).rejects.toThrow(/no recsync-api with a role for backends in 1234/);
    await deploy();
    account.refusals.set('sts:AssumeRole', new ServiceRefusal('AccessDenied', 'not authorized to assume', 403));
    await expect(assumeBackendRole({ stage: '' })).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
