import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readExamples } from './helpers/readExamples.ts';
import { apiKey, readAnswer, startApi } from './helpers/startApi.ts';
import type { Api } from './helpers/startApi.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(`${root}/docs/errors.md`, 'utf8');
const examples = readExamples(page);
let api: Api;
let callers: Record<string, Record<string, string>>;

describe('docs/errors.md', () => {
  beforeAll(async () => {
    api = await startApi(() => {
      throw new Error('No example gets as far as scoring');
    });
    callers = {
      u1: await api.as('u1'),
      gone: await api.as('gone'),
      admin: await api.as('root', { groups: ['admin'] }),
      key: apiKey,
      visitor: { authorization: 'visitor-1~signed' },
      nobody: {},
      expired: await api.as('u1', { expiresIn: -30 }),
      stranger: await api.as('u1', { byStranger: true }),
    };
    const { errors } = await api.query(
      'mutation { putItem(input: { itemId: "film-1", title: "Film 1" }) { itemId } }',
      {},
      callers.admin,
    );
    expect(errors).toBeUndefined();
  });
  afterAll(() => api?.stop());

  it.each(examples.map((example) => [example.line, example.heading, example] as const))(
    'line %i, %s: has the answer that it shows',
    async (_line, _heading, example) => {
      const response = await fetch(api.graphqlUrl, {
        method: 'POST',
        headers: callers[example.as],
        body: example.language === 'graphql' ? JSON.stringify({ query: example.text }) : example.text,
      });
      expect(await readAnswer(response)).toMatchObject({
        status: example.status,
        ...(example.answer as object),
      });
    },
  );

  it('has a section for every errorType that the resolvers raise, and shows no other', () => {
    const files = ['resolvers/lib', 'resolvers/pipeline', 'resolvers', 'schema/contract'].flatMap((folder) =>
      readdirSync(`${root}/${folder}`)
        .filter((name) => name.endsWith('.ts'))
        .map((name) => readFileSync(`${root}/${folder}/${name}`, 'utf8')),
    );
    const raised = new Set(
      files.flatMap((text) =>
        [
          ...text.matchAll(
            /'(InvalidInput|InvalidNextToken|TimestampInFuture|EventConflict|ItemNotFound|AnomalyNotFound|UserErased|InvalidVisitor|VisitorMerged|MergeNotFound|MergeUndoing|MergeSettled|ModelVersionNotFound|ModelVersionNotServed|ModelVersionNotTried|LiveModelChanged|PlacementNotFound|PlacementChanged|PlacementInUse|ExperimentNotFound|ExperimentChanged|ExperimentStarted|ExperimentNotRunning|TrainingInProgress|SimilarUsersOff|Unauthorized|Throttled|InternalFailure)'/g,
          ),
        ].map(([, name]) => name),
      ),
    );
    const others = files
      .flatMap((text) => [...text.matchAll(/util\.error\([^;]*?'([A-Z]\w+)'\)/g)].map(([, name]) => name))
      .filter((name) => !raised.has(name));
    expect(others).toEqual([]);
    const [, resolverPart] = page.split('## Errors of the resolvers');
    const sections = [...resolverPart.split('\n## ')[0].matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
    expect(sections.sort()).toEqual([...raised].sort());
  });
});
