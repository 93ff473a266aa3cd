import { resolve } from 'node:path';
import { importFormats, type Adaptation } from '../data/index.ts';
import { CommandError } from './CommandError.ts';
import { defaultStateFolder } from './folders.ts';
import { parseOptions } from './parseOptions.ts';

export interface ImportCommandOptions {
  help: boolean;
  format?: string;
  folder: string;
  stateFolder: string;
  region?: string;
  userTable?: string;
  catalogueTable?: string;
  adaptation: Adaptation;
}

export const importUsage = `Imports items and interactions into the running local cloud, or into tables on AWS.

  npm run import -- --dir <folder>

  --dir              the folder with the files
  --format           ${importFormats.join(', ')}; left out, it is recognised by the files (docs/import.md)
  --map              <field>=<column>, once for each column of CSV or JSON with a name of its own
  --event-type       <type>=<name>, once for each event type with a name of its own, as in PURCHASE=order;
                     <type> alone is that of every interaction that names none
  --items            the file with the items, where it is not items.csv or items.jsonl
  --interactions     the file with the interactions, where it is not interactions.csv or interactions.jsonl
  --state            the folder of the local cloud's state (.recsync)
  --user-table       the user data table on AWS, with --catalogue-table and the usual AWS credentials
  --catalogue-table  the catalogue table on AWS
  --region           the AWS region of the tables

Stop it at any time; the same command resumes. Once it is through, it changes nothing.
`;

/** @throws CommandError */
export function parseImportOptions(commandLine: string[]): ImportCommandOptions {
  const text = { type: 'string' } as const;
  const list = { type: 'string', multiple: true } as const;
  const values = parseOptions(commandLine, {
    ...{ format: text, dir: text, state: text, region: text, 'user-table': text, 'catalogue-table': text },
    ...{ map: list, 'event-type': list, items: text, interactions: text },
    help: { type: 'boolean' },
  });
  const { format, dir, state, region, items, interactions } = values as Partial<Record<string, string>>;
  const { map = [], 'event-type': types = [] } = values as Partial<Record<string, string[]>>;
  const help = values.help === true;
  if (!dir && !help) throw new CommandError('Say --dir <folder>, the folder with the files.');
  const mapped = map.map((pair) => splitPair(pair, '--map', 'itemId=ProdID'));
  const named = types
    .filter((type) => type.includes('='))
    .map((pair) => splitPair(pair, '--event-type', 'PURCHASE=order'));
  return {
    ...{ help, format, folder: resolve(dir ?? '.'), stateFolder: state ? resolve(state) : defaultStateFolder, region },
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
