import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApi, unit } from '../helpers/testApi.ts';
import type { TestApi } from '../helpers/testApi.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({
    schema: `type Query { post(id: ID!): Post  posts(filter: Filter, limit: Int, at: AWSDateTime, kind: Kind): [Post!] broken: Broken }
      type Post { id: ID! title: String author: Author }
      type Author { name: String }
      type Broken { text: String! number: Int list: [String] kind: Kind json: AWSJSON date: AWSDate nested: Broken }
      enum Kind { NEWS BLOG }
      input Filter { title: String! count: Int }`,
    resolvers: [
      unit('Query', 'posts', 'return [{ id: "1" }];'),
      unit(
        'Query',
        'broken',
        'return { number: "x", list: "no list", kind: "OTHER", date: "today", nested: { text: "here" } };',
      ),
    ],
  });
});
afterAll(() => api.stop());

/** Faults and the words of AppSync for them; those of the first four were seen in answers of the service. */
const faults: [string, string, Record<string, unknown>?][] = [
  ['{badfield}', "Validation error of type FieldUndefined: Field 'badfield' in type 'Query' is undefined @ 'badfield'"],
  [
    '{ post(id: "1") { author } }',
    "Validation error of type SubSelectionRequired: Sub selection required for type Author of field author @ 'post/author'",
  ],
  [
    '{ post(id: "1") { title { x } } }',
    "Validation error of type SubSelectionNotAllowed: Sub selection not allowed on leaf type String of field title @ 'post/title'",
  ],
  [
    '{ posts(filter: {count: 1}) { id } }',
    "Validation error of type WrongType: argument 'filter' with value 'ObjectValue{objectFields=[ObjectField{name='count', value=IntValue{value=1}}]}' is missing required fields '[title]' @ 'posts'",
  ],
  [
    '{ posts(filter: {title: "x", other: 1}) { id } }',
    "Validation error of type WrongType: argument 'filter' with value 'ObjectValue{objectFields=[ObjectField{name='title', value=StringValue{value='x'}}, ObjectField{name='other', value=IntValue{value=1}}]}' contains a field not in 'Filter': 'other' @ 'posts'",
  ],
  [
    '{ posts(limit: "5") { id } }',
    "Validation error of type WrongType: argument 'limit' with value 'StringValue{value='5'}' is not a valid 'Int' @ 'posts'",
  ],
  [
    '{ posts(at: "soon") { id } }',
    "Validation error of type WrongType: argument 'at' with value 'StringValue{value='soon'}' is not a valid 'AWSDateTime' @ 'posts'",
  ],
  [
    '{ posts(kind: OTHER) { id } }',
    "Validation error of type WrongType: argument 'kind' with value 'EnumValue{name='OTHER'}' is not a valid 'Kind' @ 'posts'",
  ],
  ['{ post { id } }', "Validation error of type MissingFieldArgument: Missing field argument id @ 'post'"],
  [
    '{ post(id: "1", extra: 2) { id } }',
    "Validation error of type UnknownArgument: Unknown field argument extra @ 'post'",
  ],
  ['{ post(id: $id) { id } }', "Validation error of type UndefinedVariable: Undefined variable id @ 'post'"],
  [
    'query($id: ID!) { post(id: "1") { id } }',
    'Validation error of type UnusedVariable: Unused variable id',
    { id: '1' },
  ],
  [
    'query($id: String) { post(id: $id) { id } }',
    "Validation error of type VariableTypeMismatch: Variable type 'String' doesn't match expected type 'ID!' @ 'post'",
    { id: '1' },
  ],
  ['{ post(id: "1") { ...F } }', "Validation error of type UndefinedFragment: Undefined fragment F @ 'post'"],
  ['{ post(id: "1") { id } } fragment F on Post { id }', 'Validation error of type UnusedFragment: Unused fragment F'],
  [
    '{ post(id: "1") { ...F } } fragment F on Nothing { id }',
    'Validation error of type UnknownType: Unknown type Nothing',
  ],
  ['{ post(id: "1") { id @nope } }', "Validation error of type UnknownDirective: Unknown directive nope @ 'post/id'"],
  ['query($id: ID!) { post(id: $id) { id } }', "Variable 'id' has coerced Null value for NonNull type 'ID!'"],
  [
    'query($f: Filter) { posts(filter: $f) { id } }',
    "Variable 'f' has coerced Null value for NonNull type 'String!'",
    { f: {} },
  ],
  [
    'query($f: Filter) { posts(filter: $f) { id } }',
    "The variables input contains a field that is not defined for input object type 'Filter' ",
    { f: { title: 'x', other: 1 } },
  ],
  [
    'query($a: AWSDateTime) { posts(at: $a) { id } }',
    "Variable 'a' has an invalid value. Unable to parse `soon` as a valid AWSDateTime.",
    { a: 'soon' },
  ],
];

it.each(faults)('answers %s with %s', async (query, message, variables) => {
  const answer = await api.query(query, variables);
  expect(answer.status).toBe(200);
  expect(answer.data).toBeNull();
  const messages = answer.errors?.map((error) => error.message);
  expect(messages).toContain(message);
  expect(answer.errors?.[0]).toMatchObject({ path: null, locations: [{ sourceName: null }] });
  expect(answer.errors?.[0]).not.toHaveProperty('errorType');
});

it('tells the place of a fault', async () => {
  const { errors } = await api.query('{\n  post(id: "1") {\n    nothing\n  }\n}');
  expect(errors).toEqual([
    {
      path: null,
      locations: [{ line: 3, column: 5, sourceName: null }],
      message: "Validation error of type FieldUndefined: Field 'nothing' in type 'Post' is undefined @ 'post/nothing'",
    },
  ]);
});

it('answers values that do not fit the schema in the words of the service', async () => {
  const answer = await api.query('{ broken { number list kind date nested { text nested { text } } } }');
  expect(answer.data).toEqual({
    broken: { number: null, list: null, kind: null, date: null, nested: { text: 'here', nested: null } },
  });
  expect(answer.errors?.map(({ path, message, locations }) => ({ path, message, locations }))).toEqual([
    {
      path: ['broken', 'number'],
      locations: null,
      message: expect.stringContaining("Can't serialize value (/broken/number) : Int cannot represent"),
    },
    {
      path: ['broken', 'list'],
      locations: null,
      message: "Can't resolve value (/broken/list) : type mismatch error, expected type LIST",
    },
    {
      path: ['broken', 'kind'],
      locations: null,
      message: "Can't serialize value (/broken/kind) : Invalid input for Enum 'Kind'. No value found for name 'OTHER'",
    },
    {
      path: ['broken', 'date'],
      locations: null,
      message: "Can't serialize value (/broken/date) : Unable to serialize `today` as a valid AWSDate.",
    },
  ]);
});

it('lets a null in a non-null field take its parent with it', async () => {
  const answer = await api.query('{ broken { text } }');
  expect(answer.data).toEqual({ broken: null });
  expect(answer.errors).toEqual([
    {
      path: ['broken', 'text'],
      locations: null,
      message: "Cannot return null for non-nullable type: 'String' within parent 'Broken' (/broken/text)",
    },
  ]);
});

it('gives fields without a resolver null', async () => {
  expect((await api.query('{ post(id: "1") { id } }')).data).toEqual({ post: null });
});
