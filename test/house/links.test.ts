import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const pages = execFileSync('git', ['ls-files', '*.md'], { encoding: 'utf8' }).trim().split('\n');

interface Link {
  /** A path, or nothing for the page itself. */
  target: string;
  anchor?: string;
}

const withoutCode = (text: string): string => text.replace(/^( *)(```+|~~~+)[\s\S]*?^\1\2 *$/gm, '');

/** What a page links to within the repository. */
const linksOf = (text: string): Link[] =>
  [...text.matchAll(/\]\(([^)#\s]*)(?:#([^)\s]*))?\)/g)]
    .map(([, target, anchor]) => ({ target, ...(anchor && { anchor }) }))
    .filter(({ target, anchor }) => !/^\w+:/.test(target) && (target !== '' || anchor));

/** As GitHub names a heading in an address. */
const onGitHub = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
/** As the site does: VitePress's default, of @mdit-vue/shared. */
const onSite = (heading: string): string =>
  heading
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'“”‘’<>,.?/]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .replace(/^(\d)/, '_$1')
    .toLowerCase();

/** The places of a page that both GitHub and the site know by the name. */
function anchorsOf(text: string): Set<string> {
  const headings = [...withoutCode(text).matchAll(/^#{1,6} +(.+?) *#*$/gm)].map(([, heading]) =>
    heading.replace(/`/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'),
  );
  const all = (slugOf: (heading: string) => string): string[] => {
    const seen = new Map<string, number>();
    return headings.map(slugOf).map((slug) => {
      const times = seen.get(slug) ?? 0;
      seen.set(slug, times + 1);
      return times === 0 ? slug : `${slug}-${times}`;
    });
  };
  const site = new Set(all(onSite));
  return new Set(all(onGitHub).filter((slug) => site.has(slug)));
}

describe('links between pages', () => {
  it('are found', () => {
    expect(linksOf('[a](b.md) [c](d/e.ts#f) ![g](h.png) [i](https://j.k#l) [m](#n)')).toEqual([
      { target: 'b.md' },
      { target: 'd/e.ts', anchor: 'f' },
      { target: 'h.png' },
      { target: '', anchor: 'n' },
    ]);
  });

  it('lead to what is there', () => {
    const dead = pages.flatMap((page) =>
      linksOf(readFileSync(page, 'utf8'))
        .filter(({ target }) => !existsSync(join(dirname(page), target)))
        .map(({ target }) => `${page} links to ${target}`),
    );
    expect(dead).toEqual([]);
  });
});

describe('places in pages', () => {
  it('are known where GitHub and the site give them one name', () => {
    const text =
      '# A *first* title\n## `Again`\n```sh\n# no heading\n```\n## Again\n## A/B\n### See [this](b.md), too!';
    expect([...anchorsOf(text)]).toEqual(['a-first-title', 'again', 'again-1', 'see-this-too']);
  });

  it('are there when a page links to them', () => {
    const known = new Map(pages.map((page) => [page, anchorsOf(readFileSync(page, 'utf8'))]));
    const dead = pages.flatMap((page) =>
      linksOf(readFileSync(page, 'utf8')).flatMap(({ target, anchor }) => {
        const there = target === '' ? page : normalize(join(dirname(page), target));
        const anchors = known.get(there);
        return anchor === undefined || !anchors || anchors.has(anchor) ? [] : [`${page} links to ${there}#${anchor}`];
      }),
    );
    expect(dead).toEqual([]);
  });
});
