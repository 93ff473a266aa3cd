import { resolve } from 'node:path';
import type { Adaptation } from '../data/index.ts';
import { CommandError } from './CommandError.ts';
import { defaultStateFolder } from './folders.ts';
import { optionsOf } from './optionsOf.ts';
import { parseOptions } from './parseOptions.ts';

export interface ImportCommandOptions {
  json: boolean;
  format?: string;
  folder: string;
  stateFolder: string;
  region?: string;
  userTable?: string;
  catalogueTable?: string;
  adaptation: Adaptation;
}

/** @throws CommandError */
export function parseImportOptions(commandLine: string[]): ImportCommandOptions {
  const values = parseOptions(commandLine, optionsOf('import'));
  const { format, dir, state, region, items, interactions } = values as Partial<Record<string, string>>;
  const { map = [], 'event-type': types = [] } = values as Partial<Record<string, string[]>>;
  if (!dir) throw new CommandError('Say --dir <folder>, the folder with the files.');
  const mapped = map.map((pair) => splitPair(pair, '--map', 'itemId=ProdID'));
  const named = types
    .filter((type) => type.includes('='))
    .map((pair) => splitPair(pair, '--event-type', 'PURCHASE=order'));
  return {
    ...{
      json: values.json === true,
      format,
      folder: resolve(dir),
      stateFolder: state ? resolve(state) : defaultStateFolder,
      region,
    },
    userTable: values['user-table'] as string | undefined,
    catalogueTable: values['catalogue-table'] as string | undefined,
    adaptation: {
      columns: toObject(mapped),
      eventTypes: toObject(named),
      eventType: types.find((type) => !type.includes('=')),
      itemsFile: items,
      interactionsFile: interactions,
    },
  };
}

/** `<ours>=<theirs>` as theirs and ours. */
function splitPair(pair: string, option: string, example: string): [string, string] {
  const at = pair.indexOf('=');
  if (at > 0 && at < pair.length - 1) return [pair.slice(at + 1), pair.slice(0, at)];
  throw new CommandError(`${option} ${pair} names no two things; write for example ${option} ${example}.`);
}

const toObject = (pairs: [string, string][]): Record<string, string> | undefined =>
  pairs.length === 0 ? undefined : Object.fromEntries(pairs);
