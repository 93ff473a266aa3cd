import { readFileSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readExamples } from './helpers/readExamples.ts';
import { apiKey, readAnswer, startApi, type Api } from './helpers/startApi.ts';

const folder = 'docs/guides';
const pages = readdirSync(folder).filter((name) => readFileSync(`${folder}/${name}`, 'utf8').includes('```graphql'));

describe.each(pages)('docs/guides/%s', (page) => {
  const examples = readExamples(readFileSync(`${folder}/${page}`, 'utf8'));
  let api: Api;
  let callers: Record<string, Record<string, string>>;

  beforeAll(async () => {
    // What the model would say is no matter here: that it is asked, and that its list arrives, is.
    api = await startApi(({ placement }) => ({
      ...{ recommendationId: 'r', placement, source: 'MODEL', degraded: false, modelVersion: 'v', basedOn: null },
      ...{ items: [{ itemId: 'film-2', score: 1, reasons: [] }], generatedAt: new Date().toISOString() },
    }));
    callers = { u1: await api.as('u1'), admin: await api.as('root', { groups: ['admin'] }), key: apiKey };
    const put =
      'mutation { putItems(input: { items: [{ itemId: "film-1" }, { itemId: "film-2" }] }) { results { errorType } } }';
    expect((await api.query(put, {}, callers.admin)).errors).toBeUndefined();
  });
  afterAll(() => api?.stop());

  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(0);
  });

  it.each(examples.map((example) => [example.line, example] as const))(
    'line %i has the answer that it shows',
    async (_line, { as, text, status, answer }) => {
      const response = await fetch(api.graphqlUrl, {
        method: 'POST',
        headers: callers[as],
        body: JSON.stringify({ query: text }),
      });
      expect(await readAnswer(response)).toMatchObject({ status, ...(answer as object) });
    },
  );
});
