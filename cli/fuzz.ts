import { join } from 'node:path';
import { CommandError } from './CommandError.ts';
import { defaultStateFolder } from './folders.ts';
import { parseOptions } from './parseOptions.ts';
import { Progress } from './Progress.ts';
import { runCommand } from './runCommand.ts';
import { runVitest } from './runVitest.ts';
import { synthesize } from './synthesize.ts';

/** The short form of these is part of `npm test`. */
const files = ['test/fuzz', 'test/model/fuzz'];

/**
 * `npm run test:fuzz -- --runs 20000 --seed 7`: so many operations of a grammar made from the schema, on a local cloud,
 * bytes of its protocols, requests to a model, and files;
 * `--from 1234 --runs 1` repeats one of them.
 */
await runCommand(async () => {
  const text = { type: 'string' } as const;
  const values = parseOptions(process.argv.slice(2), { runs: text, seed: text, from: text });
  for (const name of ['runs', 'seed', 'from'] as const) {
    const value = values[name] ?? (name === 'runs' ? '2000' : undefined);
    if (value !== undefined && !/^\d{1,9}$/.test(String(value))) {
      throw new CommandError(`--${name} ${String(value)} is not a number; give one from 0 to 999999999.`);
    }
    if (value !== undefined) process.env[`RECSYNC_${name.toUpperCase()}`] = String(value);
  }
  await new Progress().step('Synthesizing the template', () => synthesize(join(defaultStateFolder, 'logs')));
  const { failed } = await runVitest([...files, '--test-timeout=3600000']);
  return failed === 0 ? 0 : 1;
});
