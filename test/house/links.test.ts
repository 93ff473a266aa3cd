import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const pages = execFileSync('git', ['ls-files', '*.md'], { encoding: 'utf8' }).trim().split('\n');

/** What a page links to within the repository, without the place in the page. */
const targetsOf = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) => target).filter((to) => !/^\w+:/.test(to));

describe('links between pages', () => {
  it('are found', () => {
    expect(targetsOf('[a](b.md) [c](d/e.ts#f) ![g](h.png) [i](https://j.k) [l](#m)')).toEqual([
      'b.md',
      'd/e.ts',
      'h.png',
    ]);
  });

  it('lead to what is there', () => {
    const dead = pages.flatMap((page) =>
      targetsOf(readFileSync(page, 'utf8'))
        .filter((target) => !existsSync(join(dirname(page), target)))
        .map((target) => `${page} links to ${target}`),
    );
    expect(dead).toEqual([]);
  });
});
