import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DemoOrigin } from '../demo/openDemoSource.ts';
import type { LoadOptions } from './LoadOptions.ts';
import { identifyTables } from './identifyTables.ts';

type Options = Pick<LoadOptions, 'client' | 'tables' | 'stateFolder'>;

const pathOf = (stateFolder: string): string => join(stateFolder, 'imports', 'demo.json');

/**
 * What these tables' demo data was generated from, when loading it began before. It depends on the clock, so a
 * resumed load must not generate it anew.
 */
export async function findDemo(options: Options): Promise<DemoOrigin | undefined> {
  try {
    const marker = JSON.parse(await readFile(pathOf(options.stateFolder), 'utf8')) as DemoOrigin & { tables: string };
    const { tables, ...origin } = marker;
    return tables === (await identifyTables(options)).join('\n') ? origin : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Remembers what the demo data is generated from, before any of it is written. */
export async function recordDemo(options: Options, origin: DemoOrigin): Promise<void> {
  const path = pathOf(options.stateFolder);
  await mkdir(join(options.stateFolder, 'imports'), { recursive: true });
  const tables = (await identifyTables(options)).join('\n');
  await writeFile(`${path}.${process.pid}.tmp`, JSON.stringify({ ...origin, tables }));
  await rename(`${path}.${process.pid}.tmp`, path);
}
