import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { engineNames, type EngineName } from '../emulator/appsync/index.ts';
import { CommandError } from './CommandError.ts';
import { defaultStateFolder } from './folders.ts';
import { optionsOf } from './optionsOf.ts';
import { durationOption, parseOptions } from './parseOptions.ts';
import { portOption } from './portOption.ts';

export interface StartOptions {
  port: number;
  stateFolder: string;
  /** In a format of docs/import.md, recognised by its files. */
  dataFolder?: string;
  dynamodb?: string;
  appSyncEngine: EngineName;
  fresh: boolean;
  trainingBudgetSeconds: number;
}

const text = (value: string | boolean | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

const parseEngine = (name: string | undefined): EngineName => {
  const engine = engineNames.find((known) => known === (name ?? 'emulator'));
  if (engine === undefined) {
    throw new CommandError(`--appsync ${name} is not an AppSync engine; give ${engineNames.join(' or ')}.`);
  }
  return engine;
};

/** @throws CommandError */
export function parseStartOptions(commandLine: string[]): StartOptions {
  const values = parseOptions(commandLine, optionsOf('start'));
  const port = portOption(text(values.port) ?? '4000');
  const dataFolder = values.data === undefined ? undefined : resolve(text(values.data)!);
  if (dataFolder !== undefined && !(existsSync(dataFolder) && statSync(dataFolder).isDirectory())) {
    throw new CommandError(
      `--data ${text(values.data)} is not a folder; give one with files that docs/import.md names.`,
    );
  }
  return {
    port,
    stateFolder: resolve(text(values.state) ?? defaultStateFolder),
    dataFolder,
    dynamodb: text(values.dynamodb),
    appSyncEngine: parseEngine(text(values.appsync)),
    fresh: values.fresh === true,
    trainingBudgetSeconds: durationOption(text(values['training-budget']) ?? '30s', '--training-budget'),
  };
}
