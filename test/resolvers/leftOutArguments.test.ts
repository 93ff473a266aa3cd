import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEvaluator } from '../../emulator/appsync-js/index.ts';
import type { Evaluation } from '../../emulator/appsync-js/index.ts';
import { buildResolvers } from '../../infra/bundles/buildResolvers.ts';
import { mergeSchema } from '../../infra/schema/mergeSchema.ts';
import { readRootFields } from '../helpers/readRootFields.ts';

const root = join(import.meta.dirname, '..', '..');
const environment = {
  HISTORY_SIZE: '50',
  STORED_LIST_SIZE: '50',
  STORED_LIST_SECONDS: '3600',
  SIMILAR_USERS: 'true',
};
const required: Record<string, unknown> = {
  userId: 'u1',
  itemId: 'film-1',
  itemIds: ['film-1', 'film-2'],
  versions: ['v1'],
  history: [],
};
const requiredOf: Record<string, object> = {
  'Query.evaluatePolicy': {
    placement: 'home',
    from: '2026-11-01',
    to: '2026-11-02',
    policy: { explorationDepth: 1 },
  },
};

/** What the descriptions promise of arguments that are left out; AppSync passes no default values on. */
const promises = readRootFields(mergeSchema(root)).flatMap(({ type, name, node }) =>
  (node.arguments ?? []).flatMap((argument) => {
    const [, promised] = /Left out: `?(\w+)`?\.$/.exec(argument.description?.value ?? '') ?? [];
    if (promised === undefined) return [];
    const value = /^(\d+|true|false)$/.test(promised) ? (JSON.parse(promised) as unknown) : promised;
    return [{ field: `${type}.${name}`, argument: argument.name.value, value, names: node.arguments ?? [] }];
  }),
);

describe('an argument that is left out', async () => {
  const bundles = await buildResolvers(root);
  const evaluator = createEvaluator({
    now: () => Date.parse('2026-11-28T12:00:00Z'),
    randomBytes: (n) => Buffer.alloc(n),
  });
  const request = (field: string, given: Record<string, unknown>): Pick<Evaluation, 'result' | 'stash' | 'error'> => {
    const code = evaluator.load(field, Buffer.from(bundles.get(`resolvers/${field}.js`)!).toString('utf8'));
    const { result, stash, error } = code.evaluate('request', {
      arguments: given,
      identity: { sub: 'u1', groups: [] },
      stash: {},
      env: environment,
    });
    return { result, stash, error };
  };

  it('is promised for many', () => expect(promises.length).toBeGreaterThan(15));

  it.each(promises)('$argument of $field counts as $value', ({ field, argument, value, names }) => {
    const must = {
      ...Object.fromEntries(
        names.flatMap(({ name }) => (name.value in required ? [[name.value, required[name.value]]] : [])),
      ),
      ...requiredOf[field],
    };
    const leftOut = request(field, must);
    expect(leftOut.error).toBeUndefined();
    expect(leftOut).toEqual(request(field, { ...must, [argument]: value }));
    // And the promise is not met by an argument that nobody reads.
    const other =
      typeof value === 'boolean' ? !value : typeof value === 'number' ? value + 1 : value === 'DAY' ? 'WEEK' : 'x';
    expect(leftOut).not.toEqual(request(field, { ...must, [argument]: other }));
  });
});
