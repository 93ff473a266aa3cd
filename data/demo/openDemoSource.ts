import type { ReadPosition } from '../read/readLines.ts';
import type { DataSource, SourceLine } from '../records/DataSource.ts';
import { generateDemo, type Demo } from './generateDemo.ts';

/** Counts up when the generator makes other data from the same seed and end. */
const generatorVersion = 2;

/** The demo data as a source. @param end milliseconds since the Unix epoch */
export function openDemoSource({ seed, end }: { seed: number; end: number }): DataSource {
  let demo: Demo | undefined;
  const generated = (): Demo => (demo ??= generateDemo(seed, end));
  return {
    name: 'the demo data',
    fingerprint: `demo ${generatorVersion} ${seed} ${end}`,
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
