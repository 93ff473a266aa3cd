import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApi, unit } from '../helpers/testApi.ts';
import type { TestApi } from '../helpers/testApi.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({
    schema: `type Query { getPost(id: ID!, first: Int = 3): Post }
      type Post { postId: ID title: String content: String author(id: ID): Author comments: [Comment] info: AWSJSON }
      type Author { authorId: ID name: String seen: AWSJSON }
      type Comment { id: ID }`,
    resolvers: [
      unit(
        'Query',
        'getPost',
        'return { postId: "1", author: { name: "parent" }, info: { ...ctx.info, args: ctx.args, headers: ctx.request.headers } };',
      ),
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
  expect(info(answer).selectionSetGraphQL).toContain('...postFrag');
});

it('leaves out what @skip and @include leave out', async () => {
  const answer = await api.query(
    'query($yes: Boolean!) { getPost(id: "1") { info title @skip(if: $yes) content @include(if: $yes) } }',
    { yes: true },
  );
  expect(info(answer).selectionSetList).toEqual(['info', 'content']);
});

it('gives arguments with their defaults, headers and the parent', async () => {
  const answer = await api.query(
    '{ getPost(id: "7") { info author(id: "a") { seen } } }',
    {},
    { 'x-api-key': 'da2-test', 'X-Custom': 'yes' },
  );
  expect(info(answer)).toMatchObject({
    args: { id: '7', first: 3 },
    headers: { 'x-custom': 'yes', 'x-api-key': 'da2-test' },
  });
  const seen = JSON.parse((answer.data?.getPost as { author: { seen: string } }).author.seen) as object;
  expect(seen).toMatchObject({
    source: '1',
    args: { id: 'a' },
    info: { parentTypeName: 'Post', fieldName: 'author', selectionSetList: ['seen'] },
  });
});
