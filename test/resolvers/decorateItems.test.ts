import { join } from 'node:path';
import { Kind, parse, type TypeNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { mergeSchema } from '../../infra/schema/mergeSchema.ts';
import { evaluate, nowInstant } from './helpers/bundles.ts';
import { item, names, recommend, rows, storedList } from './helpers/recommend.ts';
import type { Answer } from './helpers/runField.ts';

/** Every path below a type of the schema, through objects, but not into items beyond their ids. */
function pathsOf(typeName: string): string[] {
  const type = types.get(typeName);
  return (type?.fields ?? []).flatMap(({ name: { value: name }, type: fieldType }) => {
    const below = typeName === 'Item' ? [] : pathsOf(namedTypeOf(fieldType));
    return typeName === 'Item' && name !== 'itemId' ? [] : [name, ...below.map((path) => `${name}/${path}`)];
  });
}
const namedTypeOf = (type: TypeNode): string => ('type' in type ? namedTypeOf(type.type) : type.name.value);
const types = new Map(
  parse(mergeSchema(join(import.meta.dirname, '../..')))
    .definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION)
    .map((node) => [node.name.value, node]),
);

describe('item fields of a list', () => {
  const answers = { readUser: rows(storedList) };
  const catalogue = (request: Record<string, unknown>): Answer => {
    const { keys } = (request.tables as { catalogue: { keys: { itemId: { S: string } }[] } }).catalogue;
    return {
      result: {
        data: {
          catalogue: keys.map(({ itemId }) => ({
            itemId: itemId.S,
            title: `Title ${itemId.S}`,
            attributes: '{"a":1}',
            createdAt: nowInstant,
            updatedAt: nowInstant,
          })),
        },
        unprocessedKeys: {},
      },
    };
  };
  const asking = (...paths: string[]) => ({ info: { selectionSetList: ['items', 'items/itemId', ...paths] } });

  it('are read in one batch when they are asked for', () => {
    const run = recommend(
      { limit: 2 },
      { ...answers, decorateItems: catalogue },
      asking('items/item', 'items/item/title'),
    );
    expect(run.requests.at(-1)).toEqual({
      name: 'decorateItems',
      request: {
        operation: 'BatchGetItem',
        tables: { catalogue: { keys: [{ itemId: { S: 'i1' } }, { itemId: { S: 'i2' } }] } },
      },
    });
    expect(run.value.items[0].item).toEqual({
      itemId: 'i1',
      title: 'Title i1',
      categories: [],
      tags: [],
      hidden: false,
      attributes: { a: 1 },
      createdAt: nowInstant,
      updatedAt: nowInstant,
    });
  });

  it.each([
    [
      'only list fields',
      ['source', 'items/score', 'items/reasons', 'items/reasons/evidence/itemIds', 'items/__typename', '__typename'],
    ],
    ['the id alone', ['items/item', 'items/item/itemId']],
    ['whatever else the schema has', pathsOf('RecommendationList')],
  ])('are not read for %s', (_what, paths) => {
    const run = recommend({ limit: 2 }, answers, asking(...paths));
    expect(names(run)).toEqual(['readUser', 'readPlacement']);
  });

  it.each([
    ['an alias of item', ['items/film', 'items/film/title']],
    ['an alias of items', ['rows', 'rows/item', 'rows/item/title']],
    ['an alias of a field', ['items/item', 'items/item/name']],
  ])('are read behind %s, which AppSync lists by the alias only', (_what, paths) => {
    expect(names(recommend({ limit: 2 }, { ...answers, decorateItems: catalogue }, asking(...paths)))).toContain(
      'decorateItems',
    );
  });

  it('are read when another field hides behind the name itemId', () => {
    const extra = {
      info: {
        selectionSetList: ['items/item', 'items/item/itemId'],
        selectionSetGraphQL: '{ items { item { itemId: title } } }',
      },
    };
    expect(names(recommend({ limit: 2 }, { ...answers, decorateItems: catalogue }, extra))).toContain('decorateItems');
  });

  it('keep deleted, hidden and unavailable items out, and those that DynamoDB did not read in', () => {
    const record = (itemId: string, more: object) => ({
      itemId,
      createdAt: nowInstant,
      updatedAt: nowInstant,
      ...more,
    });
    const run = recommend(
      { limit: 5 },
      {
        ...answers,
        decorateItems: () => ({
          result: {
            data: {
              catalogue: [
                null,
                record('i2', { hidden: true }),
                record('i3', { availableFrom: '2026-11-21T12:00:00.001Z' }),
                record('i4', { availableUntil: nowInstant }),
              ],
            },
            unprocessedKeys: { catalogue: [{ itemId: 'i5' }] },
          },
        }),
      },
      asking('items/item/title'),
    );
    expect(run.value.items).toEqual([expect.objectContaining({ itemId: 'i5', item: null })]);
  });

  it('are read once for an item that is named twice', () => {
    const { result } = evaluate('decorateItems', 'request', {
      stash: { recommendations: { items: [item('i1'), item('i1')] } },
      info: { selectionSetList: ['items/item/title'] },
    });
    expect(result).toMatchObject({ tables: { catalogue: { keys: [{ itemId: { S: 'i1' } }] } } });
  });
});
