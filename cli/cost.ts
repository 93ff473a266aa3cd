import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  costMarks,
  measuredModelSeconds,
  renderCost,
  reportCost,
  withTables,
  type CountedOperations,
  type CountedWork,
} from '../scale/index.ts';
import { CommandError } from './CommandError.ts';
import { optionsOf } from './optionsOf.ts';
import { parseOptions } from './parseOptions.ts';
import { readProfileOf } from './readProfileOf.ts';
import { runCommand } from './runCommand.ts';

const root = join(import.meta.dirname, '..');

/** `recsync cost`: what each operation takes of what AWS charges for, and what a month of a traffic comes to. */
await runCommand(async () => {
  const values = parseOptions(process.argv.slice(2), optionsOf('cost')) as Partial<Record<string, string | boolean>>;
  const profile = readProfileOf(String(values.profile ?? 'shop.json'), values.loads);
  const counted = readCounted('scale/operations.json') as CountedOperations;
  const { works } = readCounted('bench/results/costs.json') as { works: CountedWork[] };
  const report = reportCost(profile, counted, works, measuredModelSeconds);
  if (typeof values.document === 'string') {
    const file = resolve(values.document);
    writeFileSync(file, withTables(readFileSync(file, 'utf8'), renderCost(report), costMarks));
  }
  process.stdout.write(values.json === true ? `${JSON.stringify(report)}\n` : renderCost(report));
  return 0;
});

function readCounted(name: string): unknown {
  try {
    return JSON.parse(readFileSync(join(root, name), 'utf8'));
  } catch (error) {
    throw new CommandError(`${name} cannot be read: ${(error as Error).message}`);
  }
}
