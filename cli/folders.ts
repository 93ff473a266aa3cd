import { join, resolve } from 'node:path';

/** The root of the repository. */
export const repository = resolve(import.meta.dirname, '..');
export const templateFolder = join(repository, 'cdk.out');
export const defaultStateFolder = join(repository, '.recsync');
