/**
 * Runs before anything is installed, so it imports nothing from node_modules: checks Node, installs what the lock file
 * names when it is missing or stale, then hands over to `cli/<command>.ts`. It talks on stderr, because the
 * output of some commands is read by programs.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [command, ...commandArguments] = process.argv.slice(2);
const say = (text) => process.stderr.write(text);

const refuse = (sentence) => {
  say(`${sentence}\n`);
  process.exit(1);
};

const readPackages = (file) => {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
};

/** npm notes what it installed in node_modules/.package-lock.json; optional packages may be missing on a platform. */
const isInstalled = () => {
  const wanted = readPackages('package-lock.json');
  const present = readPackages('node_modules/.package-lock.json');
  if (wanted === undefined) {
    refuse('package-lock.json cannot be read; take it from the repository again.');
  }
  return (
    present !== undefined &&
    Object.entries(wanted).every(([path, { version, integrity, optional, link }]) => {
      if (path === '' || link) return true;
      const found = present[path];
      return found === undefined ? optional === true : found.version === version && found.integrity === integrity;
    }) &&
    existsSync(join(root, 'node_modules', 'tsx'))
  );
};

const install = () =>
  new Promise((resolve) => {
    const started = Date.now();
    const elapsed = () => `${Math.round((Date.now() - started) / 1000)} s`;
    const isTerminal = process.stderr.isTTY;
    say(`Installing what package-lock.json names${isTerminal ? '' : ' …\n'}`);
    const timer = setInterval(
      () =>
        say(
          isTerminal
            ? `\r\u001B[KInstalling what package-lock.json names … ${elapsed()}`
            : `  still installing, ${elapsed()}\n`,
        ),
      isTerminal ? 1000 : 10_000,
    );
    const npm = process.env.npm_execpath;
    const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
    const child =
      npm === undefined
        ? spawn('npm', options, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' })
        : spawn(process.execPath, [npm, ...options], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (text) => {
      output += text;
    });
    child.stderr.on('data', (text) => {
      output += text;
    });
    child.once('error', (error) => {
      output += error.message;
    });
    child.once('close', (code) => {
      clearInterval(timer);
      say(
        isTerminal
          ? `\r\u001B[KInstalled what package-lock.json names in ${elapsed()}\n`
          : `Installed in ${elapsed()}\n`,
      );
      if (code !== 0) {
        refuse(`npm ci failed, so nothing was started:\n${output.trim().split('\n').slice(-15).join('\n')}`);
      }
      resolve();
    });
  });

const run = () => {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'cli', `${command}.ts`), ...commandArguments], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  // The command stops what it started and then ends; until then this process waits.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.once('error', (error) => refuse(`${command} could not be started: ${error.message}`));
  child.once('close', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
};

const [major] = process.versions.node.split('.').map(Number);
if (major < 20) {
  refuse(`recsync needs Node 20 or later; this is ${process.version}. See https://nodejs.org.`);
}
if (!/^[a-z]+$/.test(command ?? '') || !existsSync(join(root, 'cli', `${command}.ts`))) {
  refuse(`There is no command ${command ?? '(none given)'}; npm run lists them.`);
}
if (!isInstalled()) {
  await install();
}
run();
