import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  drawScale,
  measuredModelSeconds,
  predict,
  readProfile,
  renderScale,
  withTables,
  type CountedOperations,
} from '../scale/index.ts';
import { CommandError } from './CommandError.ts';
import { optionsOf } from './optionsOf.ts';
import { parseOptions } from './parseOptions.ts';
import { runCommand } from './runCommand.ts';

const scaleFolder = join(import.meta.dirname, '../scale');

/** `recsync scale`: what a load takes of AWS. */
await runCommand(async () => {
  const values = parseOptions(process.argv.slice(2), optionsOf('scale')) as Partial<Record<string, string | boolean>>;
  const given = readProfile(readJson(findProfile(String(values.profile ?? 'black-friday.json'))));
  const profile = values.loads === undefined ? given : { ...given, loads: numbersOf(String(values.loads)) };
  const modelMilliseconds = Number(values['model-ms'] ?? measuredModelSeconds * 1000);
  if (!(modelMilliseconds > 0)) {
    throw new CommandError(`--model-ms ${String(values['model-ms'])} is no time; give milliseconds above 0.`);
  }
  const counted = readJson(join(scaleFolder, 'operations.json')) as CountedOperations;
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

/** @throws CommandError */
function findProfile(name: string): string {
  const file = [resolve(name), join(scaleFolder, 'profiles', name)].find((path) => existsSync(path));
  if (file === undefined)
    throw new CommandError(`There is no profile ${name}, nor one of that name in scale/profiles.`);
  return file;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CommandError(`${file} is no JSON: ${(error as Error).message}`);
  }
}

function numbersOf(text: string): number[] {
  const loads = text.split(',').map(Number);
  if (!loads.every((load) => load > 0)) {
    throw new CommandError(`--loads ${text} must be requests a second with commas between them, as in 1000,5000.`);
  }
  return loads;
}
