import { createHash } from 'node:crypto';
import type { HybridParameters } from '../hybrid/HybridModel.ts';

/** Raised when a change makes older servers misread an artifact. */
export const schemaVersion = 2;

export type ArrayType = 'Int8' | 'Uint8' | 'Int16' | 'Uint16' | 'Int32' | 'Uint32' | 'Float32' | 'Float64';

/** Where an array lies in the file: little-endian, `offset` in bytes and a multiple of 64, `length` in elements. */
export interface ArrayEntry {
  readonly type: ArrayType;
  readonly offset: number;
  readonly length: number;
}

export interface FileEntry {
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
}

/** What training records about itself. Nothing in it depends on the clock: equal input gives equal bytes. */
export interface TrainingRecord {
  readonly seed: number;
  /** SHA-256 of the training files. */
  readonly dataFingerprint: string;
  readonly users: number;
  readonly items: number;
  readonly interactions: number;
  readonly rejectedLines: number;
  /** What was tried and measured, as the trainer reports it. */
  readonly report: object;
}

/** `manifest.json` of an artifact folder. */
export interface Manifest {
  readonly schemaVersion: number;
  /** As training was told, or the first 12 digits of a hash over parameters and arrays: what was learned. */
  readonly modelVersion: string;
  readonly training: TrainingRecord;
  readonly hybrid: HybridParameters;
  readonly models: readonly {
    readonly algorithm: string;
    readonly parameters: Record<string, unknown>;
    readonly arrays: Readonly<Record<string, ArrayEntry>>;
  }[];
  readonly arrays: Readonly<Record<string, ArrayEntry>>;
  /** The arrays of `RankingArrays`. */
  readonly ranking: Readonly<Record<string, ArrayEntry>>;
  readonly files: { readonly arrays: FileEntry; readonly catalogue: FileEntry };
  /** Of everything above; artifacts from before November 2026 have none. */
  readonly checksum?: string;
}

/** SHA-256 of the text of a manifest without its checksum, in hexadecimal. */
export function checksumOf({ checksum: _checksum, ...manifest }: Partial<Manifest>): string {
  return createHash('sha256').update(JSON.stringify(manifest)).digest('hex');
}
