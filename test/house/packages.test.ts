import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Manifest = Partial<
  Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>> & { workspaces: string[] }
>;

const read = (folder: string): Manifest => JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Manifest;
const versions = ({ dependencies, devDependencies, optionalDependencies }: Manifest): Record<string, string> => ({
  ...dependencies,
  ...devDependencies,
  ...optionalDependencies,
});

test('what two packages of the repository depend on has one version', () => {
  const root = versions(read('.'));
  const folders = read('.').workspaces!;
  expect(folders).toContain('emulator');
  for (const folder of folders) {
    const own = versions(read(folder));
    const shared = Object.fromEntries(Object.keys(own).flatMap((name) => (root[name] ? [[name, root[name]]] : [])));
    expect(own).toMatchObject(shared);
    expect(Object.keys(shared)).not.toHaveLength(0);
  }
});
