import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  drawScale,
  measuredModelSeconds,
  predict,
  renderScale,
  withTables,
  type CountedOperations,
} from '../scale/index.ts';
import { CommandError } from './CommandError.ts';
import { optionsOf } from './optionsOf.ts';
import { parseOptions } from './parseOptions.ts';
import { readProfileOf } from './readProfileOf.ts';
import { runCommand } from './runCommand.ts';

const operationsFile = join(import.meta.dirname, '../scale/operations.json');

/** `recsync scale`: what a load takes of AWS. */
await runCommand(async () => {
  const values = parseOptions(process.argv.slice(2), optionsOf('scale')) as Partial<Record<string, string | boolean>>;
  const profile = readProfileOf(String(values.profile ?? 'black-friday.json'), values.loads);
  const modelMilliseconds = Number(values['model-ms'] ?? measuredModelSeconds * 1000);
  if (!(modelMilliseconds > 0)) {
    throw new CommandError(`--model-ms ${String(values['model-ms'])} is no time; give milliseconds above 0.`);
  }
  const counted = JSON.parse(readFileSync(operationsFile, 'utf8')) as CountedOperations;
  const predictions = predict(profile, counted, modelMilliseconds / 1000);
  if (typeof values.picture === 'string') writeFileSync(resolve(values.picture), drawScale(profile, predictions));
  if (typeof values.document === 'string') {
    const file = resolve(values.document);
    writeFileSync(file, withTables(readFileSync(file, 'utf8'), renderScale(profile, counted, predictions)));
  }
  process.stdout.write(
    values.json === true
      ? `${JSON.stringify({ profile, countedOn: counted.countedOn, predictions })}\n`
      : renderScale(profile, counted, predictions),
  );
  return 0;
});
