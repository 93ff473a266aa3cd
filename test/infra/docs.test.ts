import { existsSync, readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { renderReference } from '../../infra/docs/renderReference.ts';
import { mergeSchema } from '../../infra/schema/mergeSchema.ts';
import site from '../../docs/.vitepress/config.mjs';

interface Link {
  text: string;
  link?: string;
  items?: Link[];
}

const appsync = readFileSync('infra/schema/appsync.graphql', 'utf8');

describe('the reference', () => {
  it('tells what a schema says, and who may ask', () => {
    const page = renderReference(
      buildSchema(`${appsync}
        "How much | how often."
        enum Size { "Little." SMALL }
        "What is found."
        type Found @aws_api_key { "Its size." size: Size! }
        input Wish { "At most." size: Size }
        type Query { "Finds one." find("What for." wish: Wish!): Found @aws_api_key @aws_iam }`),
    );
    expect(page).toContain('### find\n`find: Found`\n\nFinds one.\n\nFor an API key, IAM.\n');
    expect(page).toContain('| argument | |\n|---|---|\n| `wish: Wish!` | What for. |\n');
    expect(page).toContain('### Found\nWhat is found.\n\n| field | |\n|---|---|\n| `size: Size!` | Its size. |\n');
    expect(page).toContain('### Wish\n\n\n| field | |\n|---|---|\n| `size: Size` | At most. |\n');
    expect(page).toContain('### Size\nHow much | how often.\n\n| value | |\n|---|---|\n| `SMALL` | Little. |\n');
  });

  it('has every type and operation of ours, and says of each who may ask', () => {
    const schema = buildSchema(`${appsync}\n${mergeSchema('.')}`);
    const page = renderReference(schema);
    for (const name of [...Object.keys(schema.getQueryType()!.getFields()), 'RecommendationList', 'ItemFilterInput']) {
      expect(page).toContain(`\n### ${name}\n`);
    }
    expect(page).not.toMatch(/\nFor \.\n/);
  });
});

describe('the site', () => {
  const linksOf = ({ link, items = [] }: Link): string[] => [...(link ? [link] : []), ...items.flatMap(linksOf)];

  it('leads to pages that are there; VitePress looks at the links within them', () => {
    const { nav, sidebar } = site.themeConfig as { nav: Link[]; sidebar: Link[] };
    const links = [...nav, ...sidebar].flatMap(linksOf).filter((link) => link !== '/docs/reference');
    expect(links.length).toBeGreaterThan(30);
    expect(links.filter((link) => !existsSync(`.${link}.md`))).toEqual([]);
  });
});
