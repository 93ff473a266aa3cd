import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import language from '../../appsync-js/compile/language.json' with { type: 'json' };
import { evaluateCommand } from '../../appsync-js/evaluateCommand.ts';

it('the example of docs/appsync-js.md prints what the page says', () => {
  const page = readFileSync(new URL('../../docs/appsync-js.md', import.meta.url), 'utf8');
  const [code, context, command, output] = [...page.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, text]) => text);
  const folder = mkdtempSync(join(tmpdir(), 'appsync-docs-'));
  try {
    writeFileSync(join(folder, 'getItem.js'), code);
    writeFileSync(join(folder, 'context.json'), context);
    const words = command
      .trim()
      .split(' ')
      .map((word) => (/\.js(on)?$/.test(word) ? join(folder, word) : word));
    expect(words.slice(0, 5)).toEqual(['npm', 'run', '-s', 'appsync:evaluate', '--']);
    expect(evaluateCommand(words.slice(5))).toBe(output);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('the page lists the whole language with its evidence', () => {
  const page = readFileSync(new URL('../../docs/appsync-js.md', import.meta.url), 'utf8');
  const { evidence, globals, members, methods, operators, prefixOperators, syntax } = language;
  const names: [name: string, key: string][] = [
    ...Object.entries(globals),
    ...Object.entries(members).flatMap(([owner, list]) =>
      Object.entries(list).map(([name, key]): [string, string] => [`${owner}.${name}`, key]),
    ),
    ...Object.entries(methods).map(([name, key]): [string, string] => [`.${name}()`, key]),
    ...Object.entries(operators),
    ...Object.entries(prefixOperators).map(([name, key]): [string, string] => [`prefix ${name}`, key]),
    ...Object.entries(syntax),
  ];
  const rows = Object.entries(evidence).map(([key, source]) => {
    const listed = names.filter(([, used]) => used === key).map(([name]) => `\`${name.replaceAll('|', '\\|')}\``);
    return `| ${key} | ${source} | ${listed.join(' ')} |`;
  });
  for (const row of rows) expect(page).toContain(`${row}\n`);
  const known = new Set(Object.keys(evidence));
  expect(names.filter(([, key]) => !known.has(key))).toEqual([]);
});
