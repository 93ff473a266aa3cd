import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, unit } from '../helpers/testApi.ts';
import type { TestApi } from '../helpers/testApi.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({
    schema: `type Query {
        getPost(id: ID!, first: Int = 3): Post
        echo(in: In = { a: 1 }, list: [In!], n: Int! = 4, kind: Kind = ONE): AWSJSON
        either: Either
        node: Node
      }
      input In { a: Int = 1, b: Int, deep: In, more: [In] }
      enum Kind { ONE TWO }
      union Either = Post | Author
      interface Node { id: ID info: AWSJSON }
      type Thing implements Node { id: ID info: AWSJSON name: String }
      type Post { postId: ID title: String content: String author(id: ID): Author comments: [Comment] info: AWSJSON }
      type Author { authorId: ID name: String seen: AWSJSON }
      type Comment { id: ID }`,
    resolvers: [
      unit(
        'Query',
        'getPost',
        'return { postId: "1", author: { name: "parent" }, info: { ...ctx.info, args: ctx.args, headers: ctx.request.headers } };',
      ),
      unit('Query', 'echo', 'return ctx.args;'),
      unit('Query', 'either', 'return { __typename: "Post", info: ctx.info };'),
      unit('Query', 'node', 'return { __typename: "Thing", info: ctx.info };'),
      unit('Post', 'author', 'return { seen: { source: ctx.source.postId, args: ctx.args, info: ctx.info } };'),
    ],
  });
});
afterAll(() => api.stop());

const info = (answer: { data?: Record<string, unknown> | null }): Record<string, unknown> =>
  JSON.parse((answer.data?.getPost as { info: string }).info) as Record<string, unknown>;

// The example of https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html
it('lists fields as slash paths, by alias, with fragments merged', async () => {
  const answer = await api.query(
    `query($postId: ID!) {
    getPost(id: $postId) {
      postId title secondTitle: title content
      author(id: $postId) { authorId name }
      secondAuthor: author(id: "789") { authorId }
      ... on Post { inlineFrag: comments { id } }
      ...postFrag
      info __typename
    }
  }
  fragment postFrag on Post { postFrag: comments { id } }`,
    { postId: 'p1' },
  );
  expect(info(answer)).toMatchObject({
    fieldName: 'getPost',
    parentTypeName: 'Query',
    variables: { postId: 'p1' },
    selectionSetList: [
      'postId',
      'title',
      'secondTitle',
      'content',
      'author',
      'author/authorId',
      'author/name',
      'secondAuthor',
      'secondAuthor/authorId',
      'inlineFrag',
      'inlineFrag/id',
      'postFrag',
      'postFrag/id',
      'info',
      '__typename',
    ],
  });
  expect(info(answer).selectionSetGraphQL).toContain('secondTitle: title');
  // What the fragment holds stays unsaid (aws-appsync-community#142).
  expect(info(answer).selectionSetGraphQL).toMatch(/\.\.\.postFrag/);
  expect(info(answer).selectionSetGraphQL).not.toContain('postFrag: comments');
});

it('leaves out what @skip and @include leave out', async () => {
  const answer = await api.query(
    'query($yes: Boolean!) { getPost(id: "1") { info title @skip(if: $yes) content @include(if: $yes) } }',
    { yes: true },
  );
  expect(info(answer).selectionSetList).toEqual(['info', 'content']);
});

it('gives arguments without the defaults of the schema (aws-appsync-community#59), headers and the parent', async () => {
  const answer = await api.query(
    '{ getPost(id: "7") { info author(id: "a") { seen } } }',
    {},
    { 'x-api-key': 'da2-test', 'X-Custom': 'yes' },
  );
  expect(info(answer)).toMatchObject({
    args: { id: '7' },
    headers: { 'x-custom': 'yes', 'x-api-key': 'da2-test' },
  });
  const seen = JSON.parse((answer.data?.getPost as { author: { seen: string } }).author.seen) as object;
  expect(seen).toMatchObject({
    source: '1',
    args: { id: 'a' },
    info: { parentTypeName: 'Post', fieldName: 'author', selectionSetList: ['seen'] },
  });
});

describe('arguments', () => {
  const echo = async (query: string, variables: Record<string, unknown> = {}): Promise<unknown> => {
    const { data, errors } = await api.query(query, variables);
    expect(errors).toBeUndefined();
    return JSON.parse(data?.echo as string);
  };

  it('have no default of the schema, at any depth, in the document or in variables', async () => {
    expect(await echo('{ echo }')).toEqual({});
    expect(await echo('{ echo(in: { b: 2, deep: {}, more: [{}, { a: 5 }] }, list: { b: 1 }) }')).toEqual({
      in: { b: 2, deep: {}, more: [{}, { a: 5 }] },
      list: [{ b: 1 }],
    });
    const query = 'query($in: In, $list: [In!]) { echo(in: $in, list: $list) }';
    expect(await echo(query, { in: { deep: { b: 1 } }, list: [{}, { a: 2 }] })).toEqual({
      in: { deep: { b: 1 } },
      list: [{}, { a: 2 }],
    });
  });

  it('are null for a variable that was declared and not sent (aws-appsync-community#348, #394)', async () => {
    const query = 'query($in: In, $b: Int, $kind: Kind) { echo(in: $in, list: [{ b: $b }], kind: $kind) }';
    expect(await echo(query)).toEqual({ in: null, list: [{ b: null }], kind: null });
    expect(await echo(query, { b: 3, kind: 'TWO' })).toEqual({ in: null, list: [{ b: 3 }], kind: 'TWO' });
  });

  it('have the default that the operation gives a variable', async () => {
    expect(await echo('query($in: In = { b: 7 }, $n: Int! = 9) { echo(in: $in, n: $n) }')).toEqual({
      in: { b: 7 },
      n: 9,
    });
  });
});

it('lists under a union or an interface only what is its own (aws-appsync-community#358)', async () => {
  const { data } = await api.query('{ either { ... on Post { info title } ... on Author { name } } }');
  const either = JSON.parse((data?.either as { info: string }).info) as { selectionSetList: string[] };
  expect(either.selectionSetList).toEqual([]);
  const answer = await api.query(
    '{ node { id info ... on Thing { name } ...own } } fragment own on Node { other: id }',
  );
  const node = JSON.parse((answer.data?.node as { info: string }).info) as { selectionSetList: string[] };
  expect(node.selectionSetList).toEqual(['id', 'info', 'other']);
});
