import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SimulatorMissing } from './errors.ts';

const folder = fileURLToPath(new URL('simulator', import.meta.url));

type Packages = Record<string, { version?: string; optional?: boolean }>;

const packagesOf = (file: string): Packages => {
  try {
    return (JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as { packages: Packages }).packages;
  } catch {
    return {};
  }
};

/** Whether the simulator is there as its lock file names it. */
export function isSimulatorInstalled(): boolean {
  // npm notes what it installed when it is done.
  const present = packagesOf('node_modules/.package-lock.json');
  return Object.entries(packagesOf('package-lock.json')).every(
    ([path, { version, optional }]) =>
      path === '' || (present[path] === undefined ? optional === true : present[path].version === version),
  );
}

/** @throws SimulatorMissing */
export function assertSimulatorInstalled(): void {
  if (!isSimulatorInstalled()) throw new SimulatorMissing(folder, 'its packages are not there');
}

/**
 * Brings the simulator and its graphql 15 (310 MB) into their own folder, unless they are there.
 * @throws SimulatorMissing with npm's reason
 */
export async function installSimulator(signal?: AbortSignal): Promise<void> {
  if (isSimulatorInstalled()) return;
  const npm = process.env.npm_execpath;
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  // The script that npm is running says its own folder and prefix in the environment; this one has others.
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(config_local_prefix|package_|lifecycle_)/.test(name)),
  );
  const settings = {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'],
    signal,
  };
  const child =
    npm === undefined
      ? spawn('npm', options, { ...settings, shell: process.platform === 'win32' })
      : spawn(process.execPath, [npm, ...options], settings);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      output += error.message;
      resolve(null);
    });
    child.once('close', resolve);
  });
  signal?.throwIfAborted();
  if (code !== 0) {
    const [reason = `npm ci ended with code ${code}`] = output.trim().split('\n').filter(Boolean);
    throw new SimulatorMissing(folder, reason.replace(/^npm error (code )?/, 'npm says '), {
      cause: new Error(output),
    });
  }
}
