import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileOf = (stateFolder: string): string => join(stateFolder, 'training.request');

/** Notes that there are data which no model has seen. The running cloud, or the next start, trains and clears the note. */
export function requestTraining(stateFolder: string): void {
  mkdirSync(stateFolder, { recursive: true });
  writeFileSync(fileOf(stateFolder), new Date().toISOString());
}

/** The note, which differs from request to request, or undefined when there is none. */
export function readTrainingRequest(stateFolder: string): string | undefined {
  try {
    return readFileSync(fileOf(stateFolder), 'utf8');
  } catch {
    return undefined;
  }
}

/** Takes the note away, unless another request has come meanwhile. */
export function clearTrainingRequest(stateFolder: string, request: string): void {
  if (readTrainingRequest(stateFolder) === request) rmSync(fileOf(stateFolder), { force: true });
}
