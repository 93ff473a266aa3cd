import { join, resolve } from 'node:path';
import { CommandError } from './CommandError.ts';
import { defaultStateFolder } from './folders.ts';
import { openPool } from './openPool.ts';
import { optionsOf } from './optionsOf.ts';
import { durationOption, parseOptions } from './parseOptions.ts';
import { runCommand } from './runCommand.ts';

/** Prints a token of the local user pool and nothing else. */
await runCommand(async () => {
  const { user, groups, expires, state, use, json } = parseOptions(process.argv.slice(2), optionsOf('token'));
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
  process.stdout.write(`${json === true ? JSON.stringify({ user, token }) : token}\n`);
  return 0;
});
