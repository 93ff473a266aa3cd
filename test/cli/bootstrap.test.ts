import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOfTest } from '../../emulator/test/helpers/makeTemporaryFolder.ts';

/** npm is slow to start beside other tests. */
const timeout = 120_000;

/** A repository with the real bootstrap and two tiny packages as archives, so that npm needs no registry. */
class Repository {
  readonly folder = folderOfTest();
  readonly #environment: NodeJS.ProcessEnv;

  constructor(environment: NodeJS.ProcessEnv = {}) {
    const own = { npm_config_cache: this.path('cache'), npm_config_offline: 'true' };
    this.#environment = { ...process.env, ...own, ...environment };
    mkdirSync(this.path('cli'));
    cpSync('cli/bootstrap.mjs', this.path('cli', 'bootstrap.mjs'));
    this.lock({ needed: '1.0.0', tool: '1.0.0' });
  }

  path(...names: string[]): string {
    return join(this.folder, ...names);
  }

  /** Names the versions of the package that is always needed and of the one for development, and workspaces. */
  lock({ needed, tool }: { needed: string; tool: string }, workspaces: string[] = []): void {
    const entries = [this.#pack('needed', needed), this.#pack('tool', tool)];
    const manifest = {
      name: 'fixture',
      version: '1.0.0',
      dependencies: { needed: entries[0]!.resolved },
      devDependencies: { tool: entries[1]!.resolved },
      workspaces,
    };
    const packages: Record<string, object> = {
      '': manifest,
      'node_modules/needed': entries[0]!,
      'node_modules/tool': { ...entries[1], dev: true },
    };
    for (const name of workspaces) {
      mkdirSync(this.path(name), { recursive: true });
      this.#write(join(name, 'package.json'), { name, version: '1.0.0' });
      Object.assign(packages, {
        [name]: { version: '1.0.0' },
        [`node_modules/${name}`]: { resolved: name, link: true },
      });
    }
    this.#write('package.json', manifest);
    this.#write('package-lock.json', { ...manifest, lockfileVersion: 3, requires: true, packages });
  }

  bootstrap(...options: string[]) {
    const { status, stdout, stderr } = this.#run(process.execPath, this.path('cli', 'bootstrap.mjs'), ...options);
    expect(stdout).toBe('');
    return { status, stderr };
  }

  /** The versions that stand in node_modules. */
  installed(): { needed?: string; tool?: string } {
    const version = (name: string): string | undefined => {
      const manifest = this.path('node_modules', name, 'package.json');
      return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : undefined;
    };
    return { needed: version('needed'), tool: version('tool') };
  }

  /** Makes `<name>-<version>.tgz` and answers what a lock file says of it. */
  #pack(name: string, version: string) {
    const archive = `${name}-${version}.tgz`;
    // Packed again, the same version would have another hash.
    if (!existsSync(this.path(archive))) {
      mkdirSync(this.path('package'), { recursive: true });
      this.#write(join('package', 'package.json'), { name, version });
      expect(this.#run('tar', '-czf', archive, 'package').status).toBe(0);
    }
    const digest = createHash('sha512')
      .update(readFileSync(this.path(archive)))
      .digest('base64');
    return { version, resolved: `file:${archive}`, integrity: `sha512-${digest}` };
  }

  #write(file: string, content: object): void {
    writeFileSync(this.path(file), JSON.stringify(content, null, 2));
  }

  #run(program: string, ...commandLine: string[]) {
    return spawnSync(program, commandLine, { cwd: this.folder, encoding: 'utf8', env: this.#environment });
  }
}

const nothingToDo = { status: 0, stderr: '' };

describe('what a command finds installed', () => {
  test('is what it needs: packages for development come with the first command that asks for them', { timeout }, () => {
    const repository = new Repository();
    expect(repository.bootstrap().stderr).toMatch(/^Installing packages …/);
    expect(repository.installed()).toEqual({ needed: '1.0.0' });
    expect(repository.bootstrap()).toEqual(nothingToDo);
    repository.lock({ needed: '1.0.0', tool: '2.0.0' });
    expect(repository.bootstrap()).toEqual(nothingToDo);

    // Only another installation of the package would take this file away.
    const trace = repository.path('node_modules', 'needed', 'trace');
    writeFileSync(trace, '');
    const lockFile = readFileSync(repository.path('package-lock.json'), 'utf8');
    expect(repository.bootstrap('--include=dev').stderr).toMatch(/^Installing packages, with those for development …/);
    expect(repository.installed()).toEqual({ needed: '1.0.0', tool: '2.0.0' });
    expect(existsSync(trace)).toBe(true);
    expect(readFileSync(repository.path('package-lock.json'), 'utf8')).toBe(lockFile);
    expect(repository.bootstrap('--include=dev')).toEqual(nothingToDo);
    expect(repository.bootstrap()).toEqual(nothingToDo);
  });

  test('follows the lock file, keeps what was installed for development and is mended', { timeout }, () => {
    const repository = new Repository({ NODE_ENV: 'production' });
    repository.bootstrap('--include=dev');
    expect(repository.installed()).toEqual({ needed: '1.0.0', tool: '1.0.0' });
    repository.lock({ needed: '2.0.0', tool: '2.0.0' });
    repository.bootstrap();
    expect(repository.installed()).toEqual({ needed: '2.0.0', tool: '2.0.0' });

    rmSync(repository.path('node_modules', 'needed'), { recursive: true });
    repository.bootstrap();
    expect(repository.installed()).toEqual({ needed: '2.0.0', tool: '2.0.0' });

    // An installation that was cut off leaves no note of what it installed.
    rmSync(repository.path('node_modules', '.package-lock.json'));
    rmSync(repository.path('node_modules', 'tool'), { recursive: true });
    repository.bootstrap('--include=dev');
    expect(repository.installed()).toEqual({ needed: '2.0.0', tool: '2.0.0' });
  });

  test('is a workspace too, as soon as the lock file names it', { timeout }, () => {
    const repository = new Repository();
    repository.bootstrap();
    repository.lock({ needed: '1.0.0', tool: '1.0.0' }, ['room']);
    repository.bootstrap();
    expect(existsSync(repository.path('node_modules', 'room', 'package.json'))).toBe(true);
    expect(repository.installed()).toEqual({ needed: '1.0.0' });
    expect(repository.bootstrap()).toEqual(nothingToDo);
  });

  test('is said to be missing when npm cannot get it', { timeout }, () => {
    const repository = new Repository();
    rmSync(repository.path('needed-1.0.0.tgz'));
    const { status, stderr } = repository.bootstrap();
    expect(status).toBe(1);
    expect(stderr).toMatch(/npm ci failed, so nothing was started:\n.*needed-1\.0\.0\.tgz/s);
  });
});
