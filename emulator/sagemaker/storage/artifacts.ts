import { mkdirSync, readdirSync } from 'node:fs';
import { create, extract } from 'tar';

/** Packs what a folder holds, as SageMaker makes `model.tar.gz`. */
export const pack = (folder: string, file: string): Promise<void> =>
  create({ gzip: true, cwd: folder, file }, readdirSync(folder));

export const unpack = async (file: string, folder: string): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  await extract({ file, cwd: folder });
};
