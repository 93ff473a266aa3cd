import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Package {
  version?: string;
  resolved?: string;
  integrity?: string;
  license?: string;
  dev?: boolean;
  link?: boolean;
  inBundle?: boolean;
  hasInstallScript?: boolean;
}

/** Of a bill of materials. */
interface Component {
  name: string;
  version: string;
  hashes?: object[];
  licenses?: object[];
}

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;
const lock = readJson<{ packages: Record<string, Package> }>('package-lock.json');
const packages = Object.entries(lock.packages)
  .filter(([path, { link }]) => path.includes('node_modules/') && !link)
  .map(([path, entry]) => ({ path, name: path.split('node_modules/').at(-1)!, ...entry }));
const ofProduction = packages.filter(({ dev }) => !dev);

/** Licences that ask for no more than to be named, and to be passed on. */
const permissive = [
  ...['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT', 'MIT-0'],
  ...['PSF-2.0', 'Unlicense'],
];
/** Of packages that check and build, and are in nothing that is deployed or handed on. */
const forDevelopment = [...permissive, 'CC-BY-4.0', 'MPL-2.0', 'Python-2.0'];

/** Whether a licence as SPDX writes it may be met by one of those allowed. */
const isAllowed = (license: string | undefined, allowed: string[]): boolean => {
  if (license === undefined) return false;
  const bare = license.replace(/^\((.*)\)$/, '$1');
  if (bare.includes(' OR ')) return bare.split(' OR ').some((each) => isAllowed(each, allowed));
  if (bare.includes(' AND ')) return bare.split(' AND ').every((each) => isAllowed(each, allowed));
  return allowed.includes(bare);
};

/** Why the script of a package may be there: `.npmrc` keeps it from running. */
const installScripts: Record<string, string> = {
  esbuild: 'links a binary that starts faster than the script in its place, which does as well',
};

describe('the lock file', () => {
  it('holds the exact version and the hash of everything, from the registry alone', () => {
    const loose = packages.filter(({ version }) => !/^\d+\.\d+\.\d+(-[\w.]+)?(\+[\w.]+)?$/.test(version ?? ''));
    expect(loose.map(({ path }) => path)).toEqual([]);
    // What is inside of another package's archive comes with that one's hash.
    const unproven = packages.filter(({ integrity, inBundle }) => !inBundle && !/^sha512-/.test(integrity ?? ''));
    expect(unproven.map(({ path }) => path)).toEqual([]);
    const elsewhere = packages.filter(({ resolved = '' }) => !/^(|https:\/\/registry\.npmjs\.org\/.*)$/.test(resolved));
    expect(elsewhere.map(({ path, resolved }) => `${path} ${resolved}`)).toEqual([]);
  });

  it('is asked for by exact versions', () => {
    for (const folder of ['.', 'emulator']) {
      const manifest = readJson<Record<string, Record<string, string> | undefined>>(join(folder, 'package.json'));
      const wanted = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'].flatMap((kind) =>
        Object.entries(manifest[kind] ?? {}),
      );
      expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    }
  });
});

describe('install scripts', () => {
  it('are those that are known, and none runs', () => {
    const names = packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name);
    expect([...new Set(names)]).toEqual(Object.keys(installScripts));
    expect(readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m);
  });
});

describe('licences', () => {
  it('reads expressions as SPDX means them', () => {
    expect(isAllowed('(MIT OR GPL-3.0-or-later)', permissive)).toBe(true);
    expect(isAllowed('MIT AND GPL-3.0-only', permissive)).toBe(false);
    expect(isAllowed('GPL-3.0-only', permissive)).toBe(false);
    expect(isAllowed(undefined, permissive)).toBe(false);
  });

  it('are all allowed, of what runs and of what only checks', () => {
    const refused = packages.filter(({ dev, license }) => !isAllowed(license, dev ? forDevelopment : permissive));
    expect(refused.map(({ path, license }) => `${path}: ${license}`)).toEqual([]);
  });

  it('are those that the installed packages carry', () => {
    const installed = ofProduction.filter(({ path }) => existsSync(join(path, 'package.json')));
    expect(installed.length).toBeGreaterThan(100);
    const different = installed.filter(({ path, license }) => {
      const { license: own } = readJson<{ license?: string | { type: string } }>(join(path, 'package.json'));
      return (typeof own === 'object' ? own.type : own) !== license;
    });
    expect(different.map(({ path, license }) => `${path}: ${license}`)).toEqual([]);
  });

  it('of what runs stand in docs/licences.md: `npx vitest run test/house/supplyChain.test.ts -u` renews it', async () => {
    const lines = ofProduction.map(
      ({ name, version, license }) => `| ${name} | ${version} | ${String(license).replaceAll('|', '\\|')} |`,
    );
    const page = [
      '# Licences of what runs',
      'What `npm start` installs and what is bundled into functions, pages and the model’s image: every package of `package-lock.json` that is not for development. A test compares; which licences may be here stands in `test/house/supplyChain.test.ts`.',
      '',
      '| package | version | licence |',
      '|---|---|---|',
      ...[...new Set(lines)].sort(),
      '',
    ].join('\n');
    await expect(page).toMatchFileSnapshot(join(import.meta.dirname, '..', '..', 'docs', 'licences.md'));
  });
});

describe('npm run sbom', () => {
  // Without npm's --omit dev, which leaves out packages that production needs as well.
  it('prints every package with its version, hash and licence as CycloneDX', () => {
    const { stdout, stderr, status } = spawnSync('npm', ['run', '-s', 'sbom'], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    expect([status, stderr]).toEqual([0, '']);
    const bill = JSON.parse(stdout) as { bomFormat: string; components: Component[] };
    expect(bill.bomFormat).toBe('CycloneDX');
    const listed = new Map(bill.components.map((component) => [`${component.name}@${component.version}`, component]));
    // A version that comes in another package's archive as well is listed once, without a hash.
    const bundled = new Set(packages.filter(({ inBundle }) => inBundle).map((one) => `${one.name}@${one.version}`));
    const missing = packages.filter(({ name, version }) => {
      const found = listed.get(`${name}@${version}`);
      return !found?.licenses?.length || !(found.hashes?.length || bundled.has(`${name}@${version}`));
    });
    expect(missing.map(({ path }) => path)).toEqual([]);
  });
});
