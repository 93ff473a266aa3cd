import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasDynoxide } from '../helpers/startEngine.ts';
import { startThings, type Things } from '../appsync/helpers/startThings.ts';
import { evaluateExpression } from './evaluateExpression.ts';

const SETS = `{ tags: ddb.toStringSet(['b', 'a']), counts: ddb.toNumberSet([2, 1]), blobs: ddb.toBinarySet(['SGVsbG8=']),
  deep: { tags: util.dynamodb.toStringSet(['c']) }, list: [ddb.toStringSet(['d'])], map: { SS: ['x'] } }`;

describe('sets of the DynamoDB module', () => {
  it('stay sets in requests, and a map that looks like one stays a map', () => {
    expect(evaluateExpression(`ddb.put({ key: { id: '1' }, item: ${SETS} }).attributeValues`)).toEqual({
      tags: { SS: ['b', 'a'] },
      counts: { NS: [2, 1] },
      blobs: { BS: ['SGVsbG8='] },
      deep: { M: { tags: { SS: ['c'] } } },
      list: { L: [{ SS: ['d'] }] },
      map: { M: { SS: { L: [{ S: 'x' }] } } },
    });
    const update = "{ tags: ddb.toStringSet(['a']), more: ddb.operations.add(ddb.toNumberSet([1])) }";
    expect(evaluateExpression(`ddb.update({ key: { id: '1' }, update: ${update} }).update`)).toEqual({
      expression: 'SET #expName_1 = :expValue_1, #expName_2 = :expValue_2',
      expressionNames: { '#expName_1': 'tags', '#expName_2': 'more' },
      expressionValues: { ':expValue_1': { SS: ['a'] }, ':expValue_2': { NS: [1] } },
    });
  });

  describe.skipIf(!hasDynoxide)('in a table (dynoxide; skipped where it has no package)', () => {
    let things: Things;
    const run = (request: string): Promise<unknown> =>
      things.run(evaluateExpression(request) as Record<string, unknown>);
    beforeAll(async () => {
      things = await startThings();
    });
    afterAll(() => things?.stop());

    it('are sets after a put and after an update: they hold no member twice and take part in contains', async () => {
      await run(`ddb.put({ key: { pk: 'sets', sk: '1' }, item: ${SETS} })`);
      const update = "{ tags: ddb.toStringSet(['a', 'z']), fresh: ddb.toNumberSet([7]) }";
      const condition =
        "{ tags: { attributeType: 'stringSet', contains: 'b' }, counts: { attributeType: 'numberSet' } }";
      const after = await run(
        `ddb.update({ key: { pk: 'sets', sk: '1' }, update: ${update}, condition: ${condition} })`,
      );
      expect(after).toMatchObject({ fresh: [7], counts: expect.arrayContaining([1, 2]), map: { SS: ['x'] } });
      const typed = "{ tags: { attributeType: 'stringSet' }, fresh: { attributeType: 'numberSet' } }";
      await run(`ddb.update({ key: { pk: 'sets', sk: '1' }, update: { seen: 1 }, condition: ${typed} })`);
      const read = (await run("ddb.get({ key: { pk: 'sets', sk: '1' } })")) as { tags: string[]; seen: number };
      expect([[...read.tags].sort(), read.seen]).toEqual([['a', 'z'], 1]);
    });
  });
});

describe('a filter may hold null where the type declarations allow it', () => {
  it.each([
    ['{ a: null, b: { eq: 1 } }', '(#b = :b_eq)'],
    ['{ and: null, or: null, not: null, b: { eq: 1 } }', '(#b = :b_eq)'],
    ['{ and: { b: { eq: 1 } } }', '(#b = :and_0_b_eq)'],
    ['{ or: [{ a: null }, { b: { eq: 1 } }] }', '(#b = :or_0_b_eq)'],
    ['{ not: { a: null }, b: { eq: 1 } }', '(#b = :b_eq)'],
  ])('%s', (filter, expression) => {
    expect(evaluateExpression(`ddb.scan({ filter: ${filter} })`)).toMatchObject({ filter: { expression } });
  });

  it('and says nothing when all of it is null; a condition must say something', () => {
    expect(evaluateExpression('ddb.scan({ filter: { a: null } })')).toEqual({ operation: 'Scan' });
    expect(() => evaluateExpression('ddb.remove({ key: { id: 1 }, condition: { a: null } })')).toThrow(
      /cannot be turned into an expression/,
    );
  });
});
