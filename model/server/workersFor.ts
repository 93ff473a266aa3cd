import { readdirSync, statSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';

/** What there is for the processes that answer. */
export interface Machine {
  readonly cores: number;
  readonly memoryBytes: number;
}

/**
 * Of one process: beside its model, and for each byte of the artifact, whose texts become objects and whose arrays get
 * tables of their own beside them. bench/results/catalogue.md has 1.7 and 2.0 on catalogues past a million.
 */
const processBytes = 128 * 2 ** 20;
const bytesPerArtifactByte = 2;
/** What the processes may take of the memory; the primary and the system have the rest. */
const usablePart = 0.9;

/** This machine, or the part of it that a container may take. */
export function thisMachine(): Machine {
  const limit = process.constrainedMemory();
  return {
    cores: availableParallelism(),
    memoryBytes: limit !== undefined && limit > 0 ? Math.min(limit, totalmem()) : totalmem(),
  };
}

/**
 * One process for each core, as far as their memory goes: each holds the whole model, and of too many the system ends one
 * after the other.
 */
export function workersFor(artifactBytes: number, { cores, memoryBytes }: Machine): number {
  const each = processBytes + bytesPerArtifactByte * artifactBytes;
  return Math.max(1, Math.min(cores, Math.floor((usablePart * memoryBytes) / each)));
}

/** Bytes of the files of an artifact; 0 where there is none, which whoever loads it says. */
export function artifactBytes(folder: string): number {
  try {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  } catch {
    return 0;
  }
}
