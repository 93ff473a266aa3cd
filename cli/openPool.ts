import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { planUserPools, UserPool } from '../emulator/cognito/index.ts';
import { CommandError } from './CommandError.ts';
import { templateFolder } from './folders.ts';

/** The pool of the state folder; before the first start it is made from the template. */
export async function openPool(keyFolder: string): Promise<UserPool> {
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
}
