import { openDemoSource } from './demo/openDemoSource.ts';
import { findUnfinishedDemo, recordDemo } from './load/demoMarker.ts';
import { loadSource } from './load/loadSource.ts';
import type { LoadOptions, LoadResult } from './types.ts';

export interface DemoDataOptions extends LoadOptions {
  /** Another seed makes another catalogue and other people. Default 1. */
  seed?: number;
}

/**
 * Loads the generated demo data of docs/demo-data.md; its behaviour ends at the clock's time. Call it when the
 * catalogue is empty, and also when it is not: an interrupted load is resumed with the data that it began with, and a
 * finished one answers UNCHANGED whatever the clock says.
 */
export async function loadDemoData(options: DemoDataOptions): Promise<LoadResult> {
  const unfinished = await findUnfinishedDemo(options);
  const demo = unfinished ?? { seed: options.seed ?? 1, end: options.now() };
  if (!unfinished) await recordDemo(options, demo);
  return loadSource({ ...options, source: openDemoSource(demo) });
}
