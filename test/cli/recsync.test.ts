import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import commands from '../../cli/commands.json' with { type: 'json' };
import { importFormats } from '../../data/index.ts';
import { folderOfTest, makeTemporaryFolder } from '../../emulator/test/helpers/makeTemporaryFolder.ts';
import { usage as evaluateUsage } from '../../model/evaluation/evaluationOptions.ts';

interface Command {
  file: string;
  options: Record<string, { type: string; choices?: string[] }>;
  examples: string[];
}
const table: [string, Command][] = Object.entries(commands);

/** The command alone, in a folder where nothing is installed. */
const bare = makeTemporaryFolder();
mkdirSync(join(bare, 'cli'));
for (const file of ['recsync.mjs', 'help.mjs', 'completion.mjs', 'bootstrap.mjs', 'commands.json']) {
  cpSync(join('cli', file), join(bare, 'cli', file));
}
cpSync('package.json', join(bare, 'package.json'));

const run = (...commandLine: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(bare, 'cli', 'recsync.mjs'), ...commandLine], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

describe('before anything is installed', () => {
  test('help names every command', () => {
    const { status, stdout, stderr } = run();
    expect([status, stderr]).toEqual([0, '']);
    for (const [name] of table) expect(stdout).toContain(`\n  ${name} `);
    expect(run('--help').stdout).toBe(stdout);
    expect(run('help').stdout).toBe(stdout);
  });

  test.each(table)('%s --help tells every option and has examples that are none of a mistake', (name, command) => {
    const { status, stdout, stderr } = run(name, '--help');
    expect([status, stderr]).toEqual([0, '']);
    expect(run('help', name).stdout).toBe(stdout);
    for (const option of Object.keys(command.options)) expect(stdout).toContain(`\n  --${option}`);
    expect(command.examples.length).toBeGreaterThan(0);
    for (const example of command.examples) {
      const [program, said, ...rest] = example.split(' ');
      expect([program, said]).toEqual(['recsync', name]);
      const options = rest.filter((word) => word.startsWith('--')).map((word) => word.slice(2));
      expect(Object.keys(command.options)).toEqual(expect.arrayContaining(options));
    }
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(110);
  });

  test.each<[string[], RegExp]>([
    [['strat'], /^There is no command strat\. Did you mean start\? recsync help lists them\.\n$/],
    [['constructor'], /^There is no command constructor\. recsync help lists them\.\n$/],
    [['help', 'nonsense'], /^There is no command nonsense; recsync help lists them\.\n$/],
    [
      ['bench', '--secnods', '3'],
      /^Unknown option '--secnods'\. Did you mean --seconds\? The options are --seconds, .*\n$/,
    ],
    [['bench', '--seconds'], /^Option '--seconds <value>' argument missing\. The options are .*\n$/],
    [['bench-model', 'loud'], /^Unexpected argument 'loud'\. .*\n$/],
    [['demo', '--quickly'], /^Unknown option '--quickly'\. demo has no options\.\n$/],
    [['start', '--appsync', 'x'], /^--appsync x is none of its values; it is emulator, amplify\.\n$/],
    [['completion'], /^Say for which shell: recsync completion bash\|zsh\|fish\.\n$/],
  ])('%j is one sentence and exit code 1', (commandLine, sentence) => {
    const { status, stdout, stderr } = run(...commandLine);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
  });

  test('prints its version', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(run('--version').stdout).toBe(`${version}\n`);
  });
});

test('docs/command-line.md is what the table says', () => {
  expect(run('help', '--markdown').stdout).toBe(readFileSync('docs/command-line.md', 'utf8'));
});

describe('the table', () => {
  test('names files that are there', () => {
    for (const [, { file }] of table) expect(readFileSync(file, 'utf8')).not.toBe('');
  });

  test('knows the options of the evaluation, which reads its own', () => {
    const known = [...new Set([...evaluateUsage.matchAll(/--([a-z-]+)/g)].map(([, option]) => option))];
    expect(known.toSorted()).toEqual(Object.keys(commands.evaluate.options).toSorted());
  });

  test.each(['bench', 'bench-model'] as const)('knows the options of %s, which reads its own', (name) => {
    const { file, options } = commands[name];
    const [, specification] = /options: \{([\s\S]*?)\n {2}\}/.exec(readFileSync(file, 'utf8'))!;
    const known = [...specification.matchAll(/^ {4}'?([a-z-]+)'?: \{ type/gm)].map(([, option]) => option);
    expect(known).toEqual(Object.keys(options));
  });

  test('names the formats of the importer', () => {
    expect(commands.import.options.format.choices).toEqual(importFormats);
  });
});

describe('completion', () => {
  test('of bash gives commands, options and values', () => {
    const file = join(folderOfTest(), 'completion.bash');
    writeFileSync(file, run('completion', 'bash').stdout);
    const complete = (...words: string[]): string[] => {
      const list = ['recsync', ...words].map((word) => `'${word}'`).join(' ');
      const script = `source ${file}; COMP_WORDS=(${list}); COMP_CWORD=${words.length}; _recsync; printf '%s\\n' "\${COMPREPLY[@]}"`;
      const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
      expect(stderr).toBe('');
      return stdout.split('\n').filter(Boolean);
    };
    expect(complete('te')).toEqual(['teardown']);
    expect(complete('import', '--it')).toEqual(['--items']);
    expect(complete('token', '--use', '')).toEqual(['access', 'id']);
    expect(complete('start', '--data', 'doc')).toEqual(['docs']);
    expect(complete('completion', 'f')).toEqual(['fish']);
  });

  test.each(['zsh', 'fish'])('of %s names every command and option', (shell) => {
    const { status, stdout } = run('completion', shell);
    expect(status).toBe(0);
    for (const [name, { options }] of table) {
      for (const word of [name, ...Object.keys(options)]) expect(stdout).toContain(word);
    }
    // Where the shell is there, it reads the script.
    const { status: read, stderr, error } = spawnSync(shell, ['-n'], { input: stdout, encoding: 'utf8' });
    if (!error) expect([read, stderr]).toEqual([0, '']);
  });
});
