import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readProfile, type Profile } from '../scale/index.ts';
import { CommandError } from './CommandError.ts';

const profiles = join(import.meta.dirname, '../scale/profiles');

/**
 * The profile of a file, or of that name in scale/profiles.
 *
 * @param loads requests a second with commas between them, instead of the profile's
 * @throws CommandError, or ScaleInputError that names what is wrong with the profile
 */
export function readProfileOf(name: string, loads?: string | boolean): Profile {
  const file = [resolve(name), join(profiles, name)].find((path) => existsSync(path));
  if (file === undefined)
    throw new CommandError(`There is no profile ${name}, nor one of that name in scale/profiles.`);
  const profile = readProfile(readJson(file));
  return loads === undefined ? profile : { ...profile, loads: numbersOf(String(loads)) };
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
