import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import {
  assertSimulatorInstalled,
  installSimulator,
  isSimulatorInstalled,
} from '../../../appsync/amplify/installSimulator.ts';
import { folderOfTest } from '../../helpers/makeTemporaryFolder.ts';

const own = join('emulator', 'appsync', 'amplify', 'simulator');

const copyLock = (): string => {
  const folder = folderOfTest();
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(own, file), join(folder, file));
  return folder;
};

const noteInstalled = (folder: string, packages: object): void => {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));
};

describe("Amplify's simulator", () => {
  it('is not there before it is installed, or in another version', () => {
    const folder = copyLock();
    expect(isSimulatorInstalled(folder)).toBe(false);
    noteInstalled(folder, { 'node_modules/graphql': { version: '16.0.0' } });
    expect(isSimulatorInstalled(folder)).toBe(false);
    expect(() => assertSimulatorInstalled(folder)).toThrow(
      expect.objectContaining({
        code: 'SimulatorMissing',
        message: expect.stringContaining(`Run "npm ci" in ${folder}`),
      }),
    );
  });

  it('is there when every package of its lock file is, but for those of other platforms', async () => {
    const folder = folderOfTest();
    const packages = {
      '': { name: 'root' },
      'node_modules/a': { version: '1.0.0' },
      'node_modules/elsewhere': { version: '1.0.0', optional: true },
    };
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages }));
    noteInstalled(folder, { 'node_modules/a': { version: '1.0.0' } });
    expect(isSimulatorInstalled(folder)).toBe(true);
    await installSimulator(undefined, folder);
    expect(() => assertSimulatorInstalled(folder)).not.toThrow();
  });

  it('says why it could not be installed, and what to do', async () => {
    const folder = copyLock();
    // Nothing listens at the port for "discard".
    vi.stubEnv('npm_config_registry', 'http://127.0.0.1:9/');
    vi.stubEnv('npm_config_cache', join(folder, 'cache'));
    vi.stubEnv('npm_config_fetch_retries', '0');
    await expect(installSimulator(undefined, folder)).rejects.toMatchObject({
      code: 'SimulatorMissing',
      message: expect.stringMatching(/not installed: .*ECONNREFUSED.*where the npm registry is in reach/),
    });
    vi.unstubAllEnvs();
  });
});
