import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { tryDeployment } from '../../../cli/account/deployProduct.ts';
import { runAccountCommand } from '../../../cli/account/runAccountCommand.ts';
import { parseDeployOptions } from '../../../cli/deployOptions.ts';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { mergeSchema } from '../../../infra/schema/mergeSchema.ts';
import { startAccount, type TestAccount } from '../../helpers/account/startAccount.ts';

const schema = buildSchema(mergeSchema('.') + readFileSync('infra/schema/appsync.graphql', 'utf8'));
const run = (test: TestAccount): Promise<number> =>
  runAccountCommand(() => tryDeployment(parseDeployOptions(['--smoke-test']), test.surroundings), test.surroundings);
const list = (source: string, items: number, degraded = false) => ({
  source,
  degraded,
  items: Array.from({ length: items }, (_, index) => ({ itemId: String(index) })),
});

/** An API that answers what is in the schema, by field. */
const letAnswer = ({ account }: TestAccount, answers: Record<string, { status?: number; body: unknown }> = {}) => {
  const asked: { field: string; by: string }[] = [];
  account.answerGraphql = (query, headers) => {
    const document = parse(query);
    const problems = validate(schema, document);
    if (problems.length > 0) return { body: { errors: problems } };
    const field = /\{ (\w+)\(/.exec(query)![1];
    const isSigned = /^AWS4-HMAC-SHA256 Credential=AKIDTEST\/\d+\/eu-west-1\/appsync\//.test(
      headers.authorization ?? '',
    );
    asked.push({ field, by: String(headers['x-api-key'] ?? (isSigned ? 'signature' : 'nobody')) });
    return answers[field] ?? { body: { data: { [field]: list('POPULAR', 3) } } };
  };
  return asked;
};

describe.skipIf(!hasDynoxide)('the smoke test', () => {
  test('asks by the key and by the signature, and says what came', async () => {
    const all = await startAccount();
    await all.deploy();
    const asked = letAnswer(all, { trendingItems: { body: { data: { trendingItems: list('TRENDING', 0, true) } } } });
    expect(await run(all)).toBe(0);
    expect(asked).toEqual([
      { field: 'popularItems', by: 'da2-long' },
      { field: 'trendingItems', by: 'da2-long' },
      { field: 'recommendations', by: 'signature' },
    ]);
    expect(all.written()).toBe(
      [
        `${all.account.endpoint}/graphql`,
        '  popularItems: 3 items, POPULAR',
        '  trendingItems: 0 items, TRENDING, degraded',
        '  recommendations: 3 items, POPULAR',
        '',
      ].join('\n'),
    );
  });

  test('does without a list for a person where these credentials may not ask', async () => {
    const all = await startAccount();
    await all.deploy();
    letAnswer(all, { recommendations: { status: 403, body: { message: 'Forbidden' } } });
    expect(await run(all)).toBe(0);
    expect(all.written()).toContain('recommendations: not asked, these credentials may not (appsync:GraphQL)');
  });

  test.each<[string, { status?: number; body: unknown }, RegExp]>([
    [
      'an error',
      { body: { data: null, errors: [{ message: 'The table is away.', errorType: 'Internal' }] } },
      /^The smoke test failed: popularItems answered 200 with Internal: The table is away\.$/,
    ],
    ['no list', { body: { data: { popularItems: null } } }, /popularItems answered 200 with no list$/],
    ['nothing it understands', { status: 502, body: 'gone' }, /popularItems answered 502 with no list$/],
  ])('fails on %s', async (_name, answer, message) => {
    const all = await startAccount();
    await all.deploy();
    letAnswer(all, { popularItems: answer });
    await expect(run(all)).rejects.toThrow(message);
  });

  test('waits until a new key is known', async () => {
    const all = await startAccount();
    await all.deploy();
    let refused = 0;
    letAnswer(all);
    const { answerGraphql } = all.account;
    all.account.answerGraphql = (query, headers) => {
      refused += 1;
      return refused <= 2 ? { status: 401, body: { errors: [{ message: 'no' }] } } : answerGraphql(query, headers);
    };
    expect(await run(all)).toBe(0);
    expect(refused).toBe(5);
  });

  test('of what was never deployed says so', async () => {
    const all = await startAccount();
    await expect(run(all)).rejects.toThrow('There is no recsync-api in 123456789012, eu-west-1');
  });
});
