import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SimulatorMissing } from './errors.ts';

const ownFolder = fileURLToPath(new URL('simulator', import.meta.url));

type Packages = Record<string, { version?: string; optional?: boolean }>;

const packagesOf = (file: string): Packages => {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { packages: Packages }).packages;
  } catch {
    return {};
  }
};

/** Whether the simulator is there as its lock file names it. */
export function isSimulatorInstalled(folder = ownFolder): boolean {
  // npm notes what it installed when it is done.
  const present = packagesOf(join(folder, 'node_modules', '.package-lock.json'));
  return Object.entries(packagesOf(join(folder, 'package-lock.json'))).every(
    ([path, { version, optional }]) =>
      path === '' || (present[path] === undefined ? optional === true : present[path].version === version),
  );
}

/** @throws SimulatorMissing */
export function assertSimulatorInstalled(folder = ownFolder): void {
  if (!isSimulatorInstalled(folder)) throw new SimulatorMissing(folder, 'its packages are not there');
}

/**
 * Brings the simulator and its graphql 15 (310 MB) into their own folder, unless they are there.
 * @throws SimulatorMissing with npm's reason
 */
export async function installSimulator(signal?: AbortSignal, folder = ownFolder): Promise<void> {
  if (isSimulatorInstalled(folder)) return;
  const npm = process.env.npm_execpath;
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  // The script that npm is running says its own folder in the environment; this is another.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^npm_(config_local_prefix|package_|lifecycle_)/.test(name),
  );
  // Two retries of npm's own take over a minute to say that the registry is out of reach.
  const environment = { npm_config_fetch_retries: '1', ...Object.fromEntries(inherited) };
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
  if (code !== 0) throw new SimulatorMissing(folder, reasonOf(output, code), { cause: new Error(output) });
}

/** The first sentence of npm's that is not a code. */
function reasonOf(output: string, code: number | null): string {
  const lines = output.split('\n').map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim());
  const sentence = lines.find((line) => line.includes(' ') && !/^(code|syscall|errno) /.test(line));
  return sentence?.replace(/\.$/, '') ?? `npm ci ended with code ${code}`;
}
