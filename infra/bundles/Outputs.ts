import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a build makes: path below the build folder, with `/`, to content. */
export type Outputs = Map<string, Uint8Array | string>;

/**
 * Makes a folder hold exactly the outputs. Files that already have the right content keep their time stamps, files that
 * do not belong are removed; nothing is touched before every output is known, so a failed build leaves the old one.
 */
export function writeOutputs(folder: string, outputs: Outputs): void {
  if (existsSync(folder)) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      const name = path.slice(folder.length + 1).replaceAll('\\', '/');
      if (entry.isFile() && !outputs.has(name)) rmSync(path);
    }
    removeEmptyFolders(folder);
  }
  for (const [name, content] of outputs) {
    const path = join(folder, name);
    const bytes = Buffer.from(content);
    if (existsSync(path) && readFileSync(path).equals(bytes)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}

/** An empty folder would still be an asset to the CDK. */
function removeEmptyFolders(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const path = join(folder, entry.name);
    removeEmptyFolders(path);
    if (readdirSync(path).length === 0) rmSync(path, { recursive: true });
  }
}
