import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
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
