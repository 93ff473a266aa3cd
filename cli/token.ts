import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { planUserPools, UserPool } from '../emulator/cognito/index.ts';
import { CommandError } from './CommandError.ts';
import { defaultStateFolder, templateFolder } from './folders.ts';
import { durationOption, parseOptions } from './parseOptions.ts';
import { runCommand } from './runCommand.ts';

/** The pool of the state folder; before the first start it is made from the template. */
const openPool = async (keyFolder: string): Promise<UserPool> => {
  const known = UserPool.find(keyFolder);
  if (known) {
    return known;
  }
  if (!existsSync(join(templateFolder, 'manifest.json'))) {
    throw new CommandError('There is no user pool yet; start the local cloud once with npm start.');
  }
  // Reading the template takes a second; a pool is made once.
  const { readTemplate, services } = await import('../emulator/index.ts');
  // No name of a pool depends on the machine.
  const machine = { port: 0, derive: () => Buffer.alloc(32) };
  const [pool] = planUserPools(readTemplate(templateFolder, services, machine));
  if (!pool) {
    throw new CommandError('The template has no user pool, so there are no tokens.');
  }
  return UserPool.open(keyFolder, pool.id, pool.issuer, pool.clientId);
};

/** Prints a token of the local user pool and nothing else. */
await runCommand(async () => {
  const { user, groups, expires, state, use } = parseOptions(process.argv.slice(2), {
    user: { type: 'string' },
    groups: { type: 'string' },
    expires: { type: 'string' },
    state: { type: 'string' },
    use: { type: 'string' },
  });
  if (typeof user !== 'string' || user === '') {
    throw new CommandError('Say for whom: npm run -s token -- --user u1 [--groups admin] [--expires 1h].');
  }
  if (use !== undefined && use !== 'access' && use !== 'id') {
    throw new CommandError(`--use ${String(use)} is not a kind of token; it is access or id.`);
  }
  const pool = await openPool(join(resolve(String(state ?? defaultStateFolder)), 'keys'));
  const token = await pool.token({
    user,
    groups:
      groups === undefined
        ? []
        : String(groups)
            .split(',')
            .map((group) => group.trim())
            .filter(Boolean),
    expiresIn: expires === undefined ? undefined : durationOption(String(expires), '--expires'),
    use: use as 'access' | 'id' | undefined,
  });
  process.stdout.write(`${token}\n`);
  return 0;
});
