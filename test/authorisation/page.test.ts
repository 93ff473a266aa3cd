import { buildASTSchema, isObjectType, parse } from 'graphql';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mergeSchema } from '../../infra/schema/mergeSchema.ts';
import { members } from './callers.ts';
import { renderOperations, renderTypes } from './renderTables.ts';
import { operations, types } from './table.ts';

const root = join(import.meta.dirname, '..', '..');
const path = join(root, 'docs', 'authorisation.md');

/** The page with what stands between `<!-- name -->` and `<!-- end of name -->` in place of what was there. */
const put = (page: string, name: string, text: string): string => {
  const [open, close] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [from, to] = [page.indexOf(open), page.indexOf(close)];
  if (from < 0 || to < from) throw new Error(`docs/authorisation.md has no ${open} … ${close}.`);
  return `${page.slice(0, from)}${open}\n${text}\n${page.slice(to)}`;
};

it('is the table that is walked: `npx vitest run test/authorisation/page.test.ts -u` renews it', async () => {
  const page = readFileSync(path, 'utf8');
  const renewed = put(put(page, 'operations', renderOperations(operations)), 'types', renderTypes(types));
  await expect(renewed).toMatchFileSnapshot(path);
});

it('has every field of the schema', () => {
  const appsync = readFileSync(join(root, 'infra', 'schema', 'appsync.graphql'), 'utf8');
  const schema = buildASTSchema(parse(mergeSchema(root) + appsync));
  const page = readFileSync(path, 'utf8');
  const lines = page.split('\n');
  const missing = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
    .flatMap((type) => {
      const fields = Object.keys(isObjectType(type) ? type.getFields() : {});
      if (['Query', 'Mutation', 'Subscription'].includes(type.name)) {
        return fields.map((field) => `${type.name}.${field}`).filter((name) => !page.includes(`| \`${name}\``));
      }
      const line = lines.find((each) => each.startsWith(`| \`${type.name}\`:`)) ?? '';
      return fields.filter((field) => !line.includes(`\`${field}\``)).map((field) => `${type.name}.${field}`);
    });
  expect(missing).toEqual([]);
});

it('notices what is told apart within one column', () => {
  const row = { field: 'Query.item', ask: () => '', answered: ['a user' as const] };
  expect(() => renderOperations([row])).toThrow('need columns of their own');
  expect(renderOperations([{ ...row, answered: [...members] }])).toContain('| `Query.item` | yes |');
});
