#!/usr/bin/env node
/**
 * `recsync <command> [options]`. It runs before anything is installed, so it imports nothing from node_modules: answers
 * for help, versions and completion and refuses what no command knows, all by `commands.json`, and hands the rest over to
 * `bootstrap.mjs`. Exit codes: docs/command-line.md.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { completionOf, shells } from './completion.mjs';
import { describeCommand, describeCommands, markdownOf } from './help.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const commands = JSON.parse(readFileSync(join(root, 'cli', 'commands.json'), 'utf8'));
const [name = 'help', ...given] = process.argv.slice(2);

const answer = (text) => process.stdout.write(text);
const refuse = (sentence) => {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
};

/** Steps of one letter between two words. */
const distance = (one, other) => {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [at, there] of [...other].entries()) {
      next.push(Math.min(next[at] + 1, row[at + 1] + 1, row[at] + (letter === there ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length];
};
/** The word that was probably meant: two letters apart at most, and mostly the same. */
const closest = (word, words) =>
  words
    .map((known) => ({ known, steps: distance(word, known) }))
    .filter(({ steps }) => steps <= 2 && steps < word.length / 2)
    .toSorted((one, other) => one.steps - other.steps)[0]?.known;

/** Why a command line is refused, or undefined. */
const problemOf = ({ options }) => {
  const names = Object.keys(options);
  const specification = Object.fromEntries(
    names.map((option) => [option, { type: options[option].type, multiple: options[option].multiple === true }]),
  );
  try {
    const { values } = parseArgs({ args: given, options: specification, strict: true, allowPositionals: false });
    const wrong = names.find((option) => {
      const { choices } = options[option];
      return choices && values[option] !== undefined && !choices.includes(values[option]);
    });
    return wrong === undefined
      ? undefined
      : `--${wrong} ${values[wrong]} is none of its values; it is ${options[wrong].choices.join(', ')}.`;
  } catch (error) {
    const [reason] = error.message.split('. ');
    const meant = closest(/'--([^' ]+)/.exec(reason)?.[1] ?? '', names);
    const hint = error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' && meant ? ` Did you mean --${meant}?` : '';
    return names.length === 0
      ? `${reason}. ${name} has no options.`
      : `${reason}.${hint} The options are ${names.map((option) => `--${option}`).join(', ')}.`;
  }
};

const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (['help', '--help', '-h'].includes(name)) {
  const [about] = given;
  if (about === '--markdown') answer(markdownOf(commands));
  else if (about === undefined) answer(describeCommands(commands));
  else if (Object.hasOwn(commands, about)) answer(describeCommand(about, commands[about]));
  else refuse(`There is no command ${about}; recsync help lists them.`);
} else if (['--version', '-v'].includes(name)) {
  answer(`${JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version}\n`);
} else if (name === 'completion') {
  if (shells.includes(given[0])) answer(completionOf(given[0], commands));
  else refuse(`Say for which shell: recsync completion ${shells.join('|')}.`);
} else if (command === undefined) {
  const meant = closest(name, [...Object.keys(commands), 'help', 'completion']);
  refuse(`There is no command ${name}.${meant ? ` Did you mean ${meant}?` : ''} recsync help lists them.`);
} else if (given.includes('--help') || given.includes('-h')) {
  answer(describeCommand(name, command));
} else {
  const problem = problemOf(command);
  if (problem === undefined) {
    process.argv.splice(2, Infinity, ...(command.development ? ['--include=dev'] : []), command.file, ...given);
    await import('./bootstrap.mjs');
  } else {
    refuse(problem);
  }
}
