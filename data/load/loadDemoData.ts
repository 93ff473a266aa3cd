import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { openDemoSource } from '../demo/openDemoSource.ts';
import { findDemo, recordDemo } from './demoMarker.ts';
import { loadSource } from './loadSource.ts';
import type { LoadOptions, LoadResult } from './LoadOptions.ts';

export interface DemoDataOptions extends LoadOptions {
  /** Another seed makes another catalogue and other people. Default 1. */
  seed?: number;
  /** The first so many people only. Default: all. */
  people?: number;
}

/**
 * Loads the generated demo data of docs/demo-data.md into an empty catalogue; its behaviour ends at the clock's time.
 * An interrupted load is resumed with the data that it began with. It answers UNCHANGED, whatever the clock says, when
 * it is through or when the catalogue has other items: demo data is never mixed with real data.
 */
export async function loadDemoData(options: DemoDataOptions): Promise<LoadResult> {
  const begun = await findDemo(options);
  const demo = begun ?? { seed: options.seed ?? 1, end: options.now(), people: options.people };
  if (!begun) {
    if (await hasItems(options)) {
      return { status: 'UNCHANGED', items: 0, itemsUnchanged: 0, interactions: 0, rejected: 0, notes: {}, seconds: 0 };
    }
    await recordDemo(options, demo);
  }
  return loadSource({ ...options, source: openDemoSource(demo) });
}

async function hasItems({ client, tables }: DemoDataOptions): Promise<boolean> {
  const { Count } = await client.send(new ScanCommand({ TableName: tables.catalogue, Limit: 1 }));
  return (Count ?? 0) > 0;
}
