/**
 * Runs before anything is installed, so it imports nothing from node_modules: checks Node, installs what the lock file
 * names and is missing or stale, then hands over to `cli/<command>.ts` or the file of that path, or to nothing when no
 * command is given:
 *
 *   node cli/bootstrap.mjs [--include=dev] [<command> or <path>.ts [<its arguments>]]
 *
 * Only with --include=dev are devDependencies installed too (npm's own word for it). It talks on stderr, because the
 * output of some commands is read by programs.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const includeDevelopment = '--include=dev';
const commandLine = process.argv.slice(2);
const needsDevelopment = commandLine[0] === includeDevelopment;
const [command, ...commandArguments] = needsDevelopment ? commandLine.slice(1) : commandLine;
const file = command?.endsWith('.ts') ? join(root, command) : join(root, 'cli', `${command}.ts`);
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

/**
 * The arguments of npm that bring node_modules to what package-lock.json names, or undefined when it is there. npm notes
 * what it installed in node_modules/.package-lock.json; optional packages may be missing on a platform.
 */
const planInstall = () => {
  const wanted = readPackages('package-lock.json');
  if (wanted === undefined) {
    refuse('package-lock.json cannot be read; take it from the repository again.');
  }
  const present = readPackages('node_modules/.package-lock.json');
  // Workspaces count by their links into node_modules.
  const packages = Object.entries(wanted).filter(([path]) => path.includes('node_modules/'));
  const hasDevelopment = Object.values(present ?? {}).some(({ dev }) => dev);
  // What was once installed for development stays: a start would else take it away and the next test bring it back.
  const development = needsDevelopment || hasDevelopment;
  const isPresent = ([path, { version, integrity, optional }]) => {
    const found = present?.[path];
    return found === undefined
      ? optional === true
      : found.version === version && found.integrity === integrity && existsSync(join(root, path));
  };
  if (present !== undefined && packages.filter(([, { dev }]) => development || !dev).every(isPresent)) {
    return undefined;
  }
  return [
    // `npm ci` would first delete what is there; without --no-save `npm install` may rewrite the lock file.
    ...(present === undefined ? ['ci'] : ['install', '--no-save']),
    // Said either way, whatever NODE_ENV and the person's own configuration say.
    development ? includeDevelopment : '--omit=dev',
  ];
};

const install = (plan) =>
  new Promise((resolve) => {
    const started = Date.now();
    const elapsed = () => `${Math.round((Date.now() - started) / 1000)} s`;
    const isTerminal = process.stderr.isTTY;
    const what = plan.includes(includeDevelopment) ? 'packages, with those for development' : 'packages';
    say(`Installing ${what}${isTerminal ? '' : ' …\n'}`);
    const timer = setInterval(
      () => say(isTerminal ? `\r\u001B[KInstalling ${what} … ${elapsed()}` : `  still installing, ${elapsed()}\n`),
      isTerminal ? 1000 : 10_000,
    );
    const npm = process.env.npm_execpath;
    const options = [...plan, '--no-audit', '--no-fund', '--loglevel=error'];
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
      say(isTerminal ? `\r\u001B[KInstalled ${what} in ${elapsed()}\n` : `Installed in ${elapsed()}\n`);
      if (code !== 0) {
        refuse(`npm ${plan[0]} failed, so nothing was started:\n${output.trim().split('\n').slice(-15).join('\n')}`);
      }
      resolve();
    });
  });

const run = () => {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...commandArguments], {
    cwd: root,
    stdio: 'inherit',
    env: {
      // glibc keeps freed memory for each of up to eight threads a core; the local cloud has a thread for each function.
      MALLOC_ARENA_MAX: '2',
      // Where nothing is developed, GraphQL's engine leaves out checks that every field pays for.
      ...(!needsDevelopment && { NODE_ENV: 'production' }),
      ...process.env,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
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
if (command !== undefined && !(/^([a-z]+|[a-zA-Z/]+\.ts)$/.test(command) && existsSync(file))) {
  refuse(`There is no command ${command}; npm run lists them.`);
}
const plan = planInstall();
if (plan !== undefined) {
  await install(plan);
}
if (command !== undefined) {
  run();
}
