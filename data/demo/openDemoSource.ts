import type { ReadPosition } from '../read/readLines.ts';
import type { DataSource, SourceLine } from '../records/DataSource.ts';
import { generateDemo, type Demo } from './generateDemo.ts';

/** What the demo data is generated from. */
export interface DemoOrigin {
  readonly seed: number;
  /** The time up to which people are in the shop, in milliseconds since the Unix epoch. */
  readonly end: number;
  /** The first so many people, undefined for all. */
  readonly people?: number;
}

/** Counts up when the generator makes other data from the same seed and end. */
const generatorVersion = 2;

/** The demo data as a source. */
export function openDemoSource({ seed, end, people }: DemoOrigin): DataSource {
  let demo: Demo | undefined;
  const generated = (): Demo => (demo ??= generateDemo(seed, end, people));
  return {
    name: 'the demo data',
    fingerprint: `demo ${generatorVersion} ${seed} ${end}${people === undefined ? '' : ` ${people}`}`,
    items: (position) => lines('items', () => generated().items.map(({ record }) => record), position),
    interactions: (position) => lines('interactions', () => generated().interactions, position),
  };
}

async function* lines<T>(file: string, read: () => T[], position: ReadPosition): AsyncGenerator<SourceLine<T>> {
  const records = read();
  for (const [index, record] of records.entries()) {
    position.fraction = (index + 1) / records.length;
    yield { file, line: index + 1, text: () => JSON.stringify(record), record };
  }
}
