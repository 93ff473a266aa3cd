import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileOf = (stateFolder: string): string => join(stateFolder, 'training.request');

/** Notes that there are data which no model has seen. The running cloud, or the next start, trains and clears the note. */
export function requestTraining(stateFolder: string): void {
  mkdirSync(stateFolder, { recursive: true });
  writeFileSync(fileOf(stateFolder), new Date().toISOString());
}

export const isTrainingRequested = (stateFolder: string): boolean => existsSync(fileOf(stateFolder));

export const clearTrainingRequest = (stateFolder: string): void => rmSync(fileOf(stateFolder), { force: true });
