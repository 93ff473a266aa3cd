import type { LoadOptions } from './types.ts';

/** The formats of `docs/import.md`. */
export const importFormats = ['movielens', 'jsonl', 'csv'] as const;
export type ImportFormat = (typeof importFormats)[number];

export interface ImportOptions extends LoadOptions {
  format: ImportFormat;
  folder: string;
}
