import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const rooms = readdirSync('.', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !/^(\..*|node_modules|build|cdk\.out|coverage)$/.test(entry.name))
  .map(({ name }) => name);

/** Every source file of the repository, by its path from the root. */
export const sources = rooms.flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|mjs)$/.test(name) && !name.includes('node_modules'))
    .map((name) => join(room, name)),
);

/** Packages that live in this repository, by name. */
export const ownPackages = new Map(
  rooms.flatMap((room): [string, string][] => {
    try {
      return [[(JSON.parse(readFileSync(join(room, 'package.json'), 'utf8')) as { name: string }).name, room]];
    } catch {
      return [];
    }
  }),
);

const withinPackage = (specifier: string): string | undefined => {
  const [name] = /^(@[^/]+\/)?[^/]+/.exec(specifier) ?? [''];
  const room = ownPackages.get(name);
  return room === undefined ? undefined : join(room, specifier.slice(name.length) || 'index.ts');
};

/** The files of the repository that a file imports, also for types only: import/no-cycle of the linter passes over those. */
export const importsOf = (file: string): string[] =>
  ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles.flatMap(({ fileName }) => {
    const target = fileName.startsWith('.') ? join(dirname(file), fileName) : withinPackage(fileName);
    return target === undefined ? [] : [target];
  });

/** The graph of what holds the files: `holder` names it, and what holds both ends of an import is no arrow. */
export function graphOf(holder: (file: string) => string): Map<string, string[]> {
  const graph = new Map<string, Set<string>>();
  for (const file of sources) {
    const from = holder(file);
    const targets = graph.get(from) ?? new Set<string>();
    for (const target of importsOf(file).map(holder)) if (target !== from || target === file) targets.add(target);
    graph.set(from, targets);
  }
  return new Map([...graph].map(([from, targets]) => [from, [...targets]]));
}

/** A way through the graph that ends where it began, its places in order; empty when there is none. */
export function findCircle(graph: Map<string, string[]>): string[] {
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
