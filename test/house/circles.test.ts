import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const rooms = ['bench', 'cli', 'data', 'emulator', 'functions', 'infra', 'model', 'resolvers', 'schema', 'test', 'web'];
const sources = rooms.flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|mjs)$/.test(name))
    .map((name) => join(room, name)),
);

/** The files of the repository that a file imports, also for types only: import/no-cycle of the linter passes over those. */
const importsOf = (file: string): string[] =>
  ts
    .preProcessFile(readFileSync(file, 'utf8'))
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => join(dirname(file), fileName));

/** A way through the graph that ends where it began, its places in order; empty when there is none. */
function findCircle(graph: Map<string, string[]>): string[] {
  const left = new Map(graph);
  const next = (file: string): string | undefined => graph.get(file)?.find((target) => left.has(target));
  // What leads to nothing that is left stands in no circle.
  for (let before = Infinity; left.size < before;) {
    before = left.size;
    for (const file of left.keys()) if (next(file) === undefined) left.delete(file);
  }
  const way: string[] = [];
  let [file] = left.keys() as Iterable<string | undefined>;
  for (; file !== undefined && !way.includes(file); file = next(file)) way.push(file);
  return file === undefined ? [] : way.slice(way.indexOf(file));
}

describe('circles of imports', () => {
  it('are found', () => {
    expect(
      findCircle(
        new Map([
          ['a', ['b', 'c']],
          ['b', ['c']],
          ['c', ['d']],
          ['d', []],
        ]),
      ),
    ).toEqual([]);
    expect(
      findCircle(
        new Map([
          ['a', ['d', 'b']],
          ['b', ['c']],
          ['c', ['b']],
          ['d', []],
        ]),
      ),
    ).toEqual(['b', 'c']);
    expect(findCircle(new Map([['a', ['a']]]))).toEqual(['a']);
    expect(importsOf('test/house/circles.test.ts')).toEqual([]);
    expect(importsOf('emulator/processes/index.ts')).toContain(join('emulator', 'processes', 'ChildProcess.ts'));
    expect(importsOf('functions/publish-recommendation/handler.ts')).toContain(join('schema', 'generated', 'types.ts'));
  });

  it('are nowhere, not even of types', () => {
    expect(findCircle(new Map(sources.map((file) => [file, importsOf(file)])))).toEqual([]);
  });
});
