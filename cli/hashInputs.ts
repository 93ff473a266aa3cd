import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const listFiles = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/** One hash over the names and contents of everything that the template is made from. */
export function hashInputs(root: string, folders: string[], files: string[]): string {
  const hash = createHash('sha256');
  for (const file of [
    ...folders.flatMap((folder) => listFiles(join(root, folder))),
    ...files.map((name) => join(root, name)),
  ]) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}
