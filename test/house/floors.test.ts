import { describe, expect, it } from 'vitest';
import { importsOf, sources } from './importGraph.ts';

/** A folder of `model/` imports only those before it in this list, also for types; what lies in a folder counts as it. */
const floors = [
  'contract',
  'statistics',
  'jobs',
  'kernels',
  'data',
  'splits',
  'scoring',
  'algorithms',
  'hybrid',
  'ranking',
  'tuning',
  'artifact',
  'evaluation',
  'preparing',
  'judging',
  'batch',
  'training',
  'server',
];

/** The folder of `model/` that a file is in, "" for the files above all floors. */
function floorOf(file: string): string {
  const [, folder, ...rest] = file.split('/');
  return rest.length === 0 ? '' : folder;
}

/** The imports of a file that lead up: from a folder to one that is not before it, or to the files above all. */
function climbing(file: string, imported: readonly string[]): string[] {
  const level = floors.indexOf(floorOf(file));
  return imported.filter(
    (target) => level >= 0 && floorOf(target) !== floorOf(file) && !floors.slice(0, level).includes(floorOf(target)),
  );
}

const files = sources.filter((file) => file.startsWith('model/'));
const importsWithin = (file: string): string[] => importsOf(file).filter((target) => target.startsWith('model/'));

describe('the floors of model/', () => {
  it('are all its folders', () => {
    const folders = new Set(files.map(floorOf).filter((folder) => folder !== ''));
    expect([...folders].toSorted()).toEqual(floors.toSorted());
  });

  it('tell imports that lead up from those that lead down', () => {
    expect(climbing('model/scoring/Scorer.ts', ['model/data/History.ts', 'model/scoring/ReasonTable.ts'])).toEqual([]);
    expect(climbing('model/data/read/readLines.ts', ['model/data/Dataset.ts'])).toEqual([]);
    const up = ['model/algorithms/EASE.ts', 'model/serve.ts'];
    expect(climbing('model/scoring/Scorer.ts', up)).toEqual(up);
    expect(climbing('model/serve.ts', ['model/server/serveInProcess.ts'])).toEqual([]);
  });

  it('are only ever climbed down', () => {
    const up = files.flatMap((file) =>
      climbing(file, importsWithin(file)).map((target) => `${file} imports ${target}`),
    );
    expect(up).toEqual([]);
  });
});
