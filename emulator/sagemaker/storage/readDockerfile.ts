import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a Dockerfile says of the containers of its image. */
export interface ImageSettings {
  workingFolder: string;
  environment: Record<string, string>;
}

/**
 * Reads `WORKDIR` and `ENV <name>=<value> …` (values without quotes, each on one line) of the Dockerfile in the folder
 * that Docker would build: https://docs.docker.com/reference/dockerfile/#env. Without one, what Docker begins with.
 */
export function readDockerfile(imageFolder: string): ImageSettings {
  const file = join(imageFolder, 'Dockerfile');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const pairs = [...text.matchAll(/^ENV\s+(.+=.*)$/gm)].flatMap(([, line]) => line.trim().split(/\s+/));
  return {
    workingFolder: [...text.matchAll(/^WORKDIR\s+(\S+)/gm)].at(-1)?.[1] ?? '/',
    environment: Object.fromEntries(
      pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
    ),
  };
}
