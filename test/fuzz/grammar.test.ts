import { readFileSync } from 'node:fs';
import { buildASTSchema, isInputObjectType, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { mergeSchema } from '../../infra/schema/mergeSchema.ts';
import { NumberText, toJson, toLiteral, EnumName } from './boundaryValues.ts';
import { judge, outcomesOf } from './judge.ts';
import type { FuzzAnswer } from './judge.ts';
import { OperationGrammar } from './OperationGrammar.ts';

const schema = buildASTSchema(parse(mergeSchema('.') + readFileSync('infra/schema/appsync.graphql', 'utf8')));
const known = { itemIds: ['item-1'], userIds: ['ada'], nextTokens: ['token'], named: { experimentId: ['over'] } };
const grammarOf = (seed: number): OperationGrammar => new OperationGrammar(schema, known, seed, 3);

describe('the grammar', () => {
  const operations = Array.from({ length: 1500 }, (_, number) => grammarOf(7).operation(number));

  it('makes an operation from the seed and its number alone', () => {
    expect(grammarOf(7).operation(1234)).toEqual(operations[1234]);
    expect(grammarOf(8).operation(1234)).not.toEqual(operations[1234]);
  });

  it('tries every root field, argument and input field', () => {
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const fields = roots.flatMap((type) => Object.values(type!.getFields()));
    const inputs = Object.values(schema.getTypeMap()).filter(isInputObjectType);
    const names = [
      ...fields.flatMap(({ name, args }) => [name, ...args.map((argument) => argument.name)]),
      ...inputs.flatMap((type) => Object.keys(type.getFields())),
    ];
    const all = operations.map(({ query, variables }) => query + variables).join(' ');
    const words = new Set(all.match(/\w+/g));
    expect(names.filter((name) => !words.has(name))).toEqual([]);
  });

  it('makes operations of which most fit the schema, and some do not', () => {
    const fitting = operations.filter(({ query }) => {
      try {
        return validate(schema, parse(query)).length === 0;
      } catch {
        return false;
      }
    });
    expect(fitting.length / operations.length).toBeGreaterThan(0.7);
    expect(fitting.length).toBeLessThan(operations.length);
  });

  it('writes numbers with all their digits, and enums bare or as a text', () => {
    const value = { a: [new NumberText('9007199254740993'), new EnumName('VIEW'), null], b: '\ud83d"' };
    expect(toLiteral(value)).toBe('{ a: [9007199254740993, VIEW, null], b: "\\ud83d\\"" }');
    expect(toJson(value)).toBe('{"a":[9007199254740993,"VIEW",null],"b":"\\ud83d\\""}');
  });
});

describe('the judge', () => {
  const [operation] = [grammarOf(1).operation(0)];
  const found = (answer: FuzzAnswer): string[] => judge(operation, answer).map(({ what }) => what);
  const failed = (errorType: string | null, message = 'm'): FuzzAnswer => ({
    status: 200,
    errors: [{ errorType, message }],
  });
  const entry = (result: object): FuzzAnswer => ({ status: 200, data: { alias0: { results: [result] } } });

  it.each<[FuzzAnswer, string[]]>([
    [{ status: 200, data: { alias0: {} } }, []],
    [failed('InvalidInput'), []],
    [failed(null), []],
    [entry({ outcome: 'REJECTED', errorType: 'InvalidInput' }), []],
    [{ status: 0 }, ['no answer in time']],
    [{ status: 502 }, ['HTTP status 502']],
    [failed('InternalFailure'), ['InternalFailure']],
    [failed('Throttled'), ['Throttled']],
    [failed('Lambda:Unhandled'), ['Lambda:Unhandled is not in docs/errors.md']],
    [entry({ outcome: 'REJECTED', errorType: 'InternalFailure' }), ['InternalFailure']],
    [entry({ outcome: 'RETRY' }), ['RETRY without a cause']],
    [failed('InvalidInput', 'TypeError at code.js:3'), ['a message tells of what is inside']],
  ])('%j', (answer, violations) => {
    expect(found(answer)).toEqual(violations);
  });

  it('counts an outcome of several entries once', () => {
    const results = [{ outcome: 'RECORDED' }, { outcome: 'RECORDED' }, { errorType: 'InvalidInput' }];
    expect(outcomesOf({ status: 200, data: { alias0: { results } } })).toEqual(['answered', 'InvalidInput']);
  });
});
