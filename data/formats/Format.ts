import type { DataSource } from '../records/DataSource.ts';
import type { Adaptation } from './Adaptation.ts';
import type { Folder, FolderOptions } from './openFolder.ts';

/** How well a folder fits a format, and why. */
export interface Recognition {
  /** The number of files and columns that fit; of several formats the one with most is meant. */
  score: number;
  /** For people, behind "because". */
  because: string;
}

export interface FormatOptions extends FolderOptions, Adaptation {}

/** A layout that a folder of files may have. */
export interface Format {
  /** As `--format` takes it. */
  name: string;
  /** For people. */
  title: string;
  /** Takes names of files and of columns (`Adaptation`); every format takes event types. */
  isAdaptable?: boolean;
  recognise: (folder: Folder, options: Adaptation) => Recognition | undefined;
  /** @throws DataError when the folder as a whole is not in this layout */
  open: (options: FormatOptions) => Promise<DataSource>;
}
