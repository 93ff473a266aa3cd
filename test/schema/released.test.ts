import { readFileSync } from 'node:fs';
import {
  buildSchema,
  findBreakingChanges,
  parse,
  validate,
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { mergeSchema } from '../../infra/schema/mergeSchema.ts';

const appsync = readFileSync('infra/schema/appsync.graphql', 'utf8');
const toSchema = (text: string): GraphQLSchema => buildSchema(`${appsync}\n${text}`);
const releasedText = readFileSync('schema/released/schema.graphql', 'utf8');
const released = toSchema(releasedText);
const operations = parse(readFileSync('schema/released/operations.graphql', 'utf8'));
const breaking = (today: GraphQLSchema): string[] =>
  findBreakingChanges(released, today).map(({ type, description }) => `${type}: ${description}`);
const refused = (today: GraphQLSchema, document: DocumentNode): string[] =>
  validate(today, document).map(({ message }) => message);

/** Who may ask, which the comparison of graphql-js does not look at: `Type.field` to the ways to be let in. */
const doorsOf = (schema: GraphQLSchema): Map<string, string[]> =>
  new Map(
    Object.values(schema.getTypeMap()).flatMap((type) =>
      'getFields' in type
        ? Object.values(type.getFields()).map(({ name, astNode }): [string, string[]] => {
            const directives = [...(astNode?.directives ?? [])].map(
              (directive: ConstDirectiveNode) => directive.name.value,
            );
            return [`${type.name}.${name}`, directives.filter((directive) => /^aws_(?!subscribe)/.test(directive))];
          })
        : [],
    ),
  );
const closed = (today: GraphQLSchema): string[] => {
  const doors = doorsOf(today);
  return [...doorsOf(released)].flatMap(([field, before]) =>
    before.filter((door) => !doors.get(field)?.includes(door)).map((door) => `${field} is closed for @${door}`),
  );
};

describe("today's schema", () => {
  const today = toSchema(mergeSchema('.'));

  it('breaks nothing of the last release', () => {
    expect(breaking(today)).toEqual([]);
    expect(closed(today)).toEqual([]);
  });

  it("answers the last release's operations", () => {
    expect(operations.definitions.length).toBeGreaterThan(20);
    expect(refused(released, operations)).toEqual([]);
    expect(refused(today, operations)).toEqual([]);
  });
});

describe('a change is found that', () => {
  it.each<[string, string, string, RegExp]>([
    ['takes a field away', '  modelVersion: String\n', '  version: String\n', /modelVersion was removed/],
    ['renames a type', 'ItemList', 'ItemPage', /ItemList was removed/],
    ['takes an event type away', '  PURCHASE\n', '  BUY\n', /PURCHASE was removed from enum type EventType/],
    [
      'makes a field nullable',
      '  recommendationId: ID!\n',
      '  recommendationId: ID\n',
      /recommendationId changed type/,
    ],
    ['asks for one more argument', 'popularItems(', 'popularItems(\n    region: String!\n', /required arg region/i],
  ])('%s', (_name, before, after, said) => {
    const changed = releasedText.replaceAll(before, after);
    expect(changed).not.toBe(releasedText);
    expect(breaking(toSchema(changed)).join('\n')).toMatch(said);
  });

  it('lets fewer callers in', () => {
    const changed = toSchema(releasedText.replace(/(trendingItems\([\s\S]*?) @aws_api_key/, '$1'));
    expect(closed(changed)).toEqual(['Query.trendingItems is closed for @aws_api_key']);
  });

  it('only adds, and then it is none', () => {
    const changed = toSchema(releasedText.replace('popularItems(', 'popularItems(\n    region: String\n'));
    expect(breaking(changed)).toEqual([]);
  });
});
