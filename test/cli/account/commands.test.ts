import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { startAccount } from '../../helpers/account/startAccount.ts';

/** Runs a command as npm does, where nobody can be asked. */
async function run(environment: NodeJS.ProcessEnv, ...commandLine: string[]) {
  const child = spawn(process.execPath, ['cli/bootstrap.mjs', '--include=dev', ...commandLine], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  return { code, stdout, stderr };
}

describe('on the command line', () => {
  test.each<[string[], RegExp]>([
    [['deploy'], /^Nobody can be asked here, because this is no terminal; say --yes to agree beforehand\.\n$/],
    [['teardown'], /^Nobody can be asked here, because this is no terminal; say --yes to agree beforehand\.\n$/],
    [['deploy', '--stage', 'Dev'], /^--stage Dev is none; up to 12 lower-case letters.*\n$/],
    [['teardown', '--region', 'europe'], /^--region europe is not an AWS region.*\n$/],
    [['deploy', '--alarm-email', 'me'], /^--alarm-email me is not an e-mail address\.\n$/],
    [['teardown', '--data', 'x'], /^Unknown option '--data'\. The options are --stage, .*--with-data, --yes\.\n$/],
  ])('%j is one sentence and exit code 1', async (commandLine, sentence) => {
    const { code, stdout, stderr } = await run({}, ...commandLine);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
  });
});

describe.skipIf(!hasDynoxide)('against an account', () => {
  test('the smoke test ends with 0, and with 1 and the reason', async () => {
    const { account, deploy, surroundings } = await startAccount();
    await deploy('dev');
    const smokeTest = () => run({ ...surroundings.environment, PATH: process.env.PATH }, ...commandLine);
    const commandLine = ['deploy', '--stage', 'dev', '--region', 'eu-west-1', '--smoke-test'];
    const list = { source: 'POPULAR', degraded: false, items: [] };
    account.answerGraphql = () => ({
      body: { data: { popularItems: list, trendingItems: list, recommendations: list } },
    });
    expect(await smokeTest()).toEqual({
      code: 0,
      stdout: `${account.endpoint}/graphql\n${['popularItems', 'trendingItems', 'recommendations'].map((field) => `  ${field}: 0 items, POPULAR\n`).join('')}`,
      stderr: '',
    });
    account.answerGraphql = () => ({ body: { errors: [{ message: 'The table is away.', errorType: 'Internal' }] } });
    expect(await smokeTest()).toMatchObject({
      code: 1,
      stderr: 'The smoke test failed: popularItems answered 200 with Internal: The table is away.\n',
    });
  });

  test('a stack that cannot go ends with 1 and its reason', async () => {
    const { account, deploy, surroundings } = await startAccount();
    await deploy('dev');
    const environment = { ...surroundings.environment, PATH: process.env.PATH };
    account.stacks.undeletable.set('recsync-dev-operations', { resource: 'Topic', reason: 'Rate exceeded' });
    const { code, stderr } = await run(environment, 'teardown', '--stage', 'dev', '--yes');
    expect(code).toBe(1);
    expect(stderr).toContain('CloudFormation cannot delete recsync-dev-operations: Topic: Rate exceeded.');
  });
});
