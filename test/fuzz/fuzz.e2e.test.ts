import { readFileSync } from 'node:fs';
import { buildASTSchema, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { subscribe } from '../authorisation/ask.ts';
import type { Caller, Member } from '../authorisation/callers.ts';
import { startAuthorisationCloud } from '../authorisation/startAuthorisationCloud.ts';
import type { AuthorisationCloud } from '../authorisation/startAuthorisationCloud.ts';
import { judge, outcomesOf } from './judge.ts';
import type { FuzzAnswer, Violation } from './judge.ts';
import { Ledger } from './Ledger.ts';
import { openFindings } from './openFindings.ts';
import { OperationGrammar } from './OperationGrammar.ts';
import type { KnownValues, Operation } from './OperationGrammar.ts';

const { RECSYNC_SEED, RECSYNC_RUNS, RECSYNC_FROM } = process.env;
const seed = Number(RECSYNC_SEED ?? 20261128);
const runs = Number(RECSYNC_RUNS ?? 300);
/** The first operation's number; each is made from the seed and its number alone. */
const from = Number(RECSYNC_FROM ?? 0);
/** Operations under way at once. */
const lanes = 4;
/** Milliseconds. AppSync's own limit is 30 seconds; the rest is for a busy machine. */
const patience = 60_000;
/** Those who may more ask more often, so that more is written. */
const callerNames: Member[] = [
  'the API key',
  'a user',
  'a user',
  'a member of another group',
  'an admin',
  'an admin',
  'a backend',
  'a backend',
];

describe(`${runs} operations of the grammar (RECSYNC_SEED=${seed} repeats them)`, () => {
  let test: AuthorisationCloud;
  let callers: Caller[];
  const ledger = new Ledger();

  const post = async (caller: Caller, body: string): Promise<FuzzAnswer> => {
    const url = new URL(test.cloud.graphqlUrl);
    const headers = { 'content-type': 'application/json', ...(await caller.prove(url, body)) };
    try {
      const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(patience) });
      return { status: response.status, ...((await response.json()) as object) };
    } catch {
      return { status: 0 };
    }
  };
  const send = async ({ caller, kind, query, variables }: Operation): Promise<FuzzAnswer> => {
    if (kind !== 'subscription')
      return post(callers[caller], `{"query":${JSON.stringify(query)},"variables":${variables}}`);
    const answer = subscribe(test.cloud.realtimeUrl, test.cloud.graphqlUrl, callers[caller], query);
    return { status: 200, ...(await answer.catch((error: Error) => ({ errors: [{ message: error.message }] }))) };
  };

  /** Items, interactions and tokens of next pages, so that operations find something. */
  const prepare = async (): Promise<KnownValues> => {
    const admin = callers[callerNames.indexOf('an admin')];
    const itemIds = Array.from({ length: 25 }, (_, index) => `item-${index}`);
    const userIds = callers.map(({ self }) => self);
    const items = itemIds.map((itemId, index) => ({
      itemId,
      title: `Title ${index}`,
      categories: [index % 2 ? 'sport' : 'books'],
      price: index,
      hidden: index === 0,
    }));
    const interactions = itemIds
      .slice(1)
      .map((itemId, index) => ({ itemId, eventType: 'VIEW', userId: userIds[index % userIds.length] }));
    const ask = async (query: string, input: object | undefined, caller = admin): Promise<FuzzAnswer> => {
      const answer = await post(caller, JSON.stringify({ query, variables: { input } }));
      expect(answer.errors).toBeUndefined();
      ledger.note(answer);
      return answer;
    };
    await ask(
      'mutation ($input: PutItemsInput!) { putItems(input: $input) { results { item { itemId updatedAt } } } }',
      { items },
    );
    await ask(
      `mutation ($input: RecordInteractionsInput!) { recordInteractions(input: $input) {
         results { interaction { userId itemId eventType eventId timestamp } } } }`,
      { interactions },
    );
    await test.cloud.streamsRead();
    const lists = ['items', 'interactions', 'recommendations', 'popularItems', 'trendingItems'];
    const query = `{ ${lists.map((list) => `${list}(limit: 1) { nextToken }`).join(' ')} }`;
    const { data } = await ask(query, undefined, callers[callerNames.indexOf('a user')]);
    const nextTokens = Object.values(data ?? {}).flatMap(
      (list) => (list as { nextToken: string | null }).nextToken ?? [],
    );
    return { itemIds, userIds, nextTokens: [...nextTokens, 'nonsense'] };
  };

  beforeAll(async () => {
    test = await startAuthorisationCloud();
    callers = callerNames.map((name) => test.known.find((caller) => caller.name === name)!);
  });
  afterAll(() => test?.close());

  it(
    'have documented answers, and leave behind what they said to have stored',
    { timeout: 120_000 + runs * 2_000 },
    async () => {
      const schema = buildASTSchema(parse(test.schema + readFileSync('infra/schema/appsync.graphql', 'utf8')));
      const grammar = new OperationGrammar(schema, await prepare(), seed, callers.length);
      const outcomes = new Map<string, number>();
      const tried = new Set<string>();
      const violations: Violation[] = [];
      let next = from;
      const lane = async (): Promise<void> => {
        while (next < from + runs) {
          const operation = grammar.operation(next);
          next += 1;
          const answer = await send(operation);
          ledger.note(answer);
          violations.push(...judge(operation, answer));
          for (const outcome of outcomesOf(answer)) {
            outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
            if (outcome === 'answered') operation.fields.forEach((field) => tried.add(field));
          }
        }
      };
      await Promise.all(Array.from({ length: lanes }, lane));

      const isOpen = (violation: Violation): boolean => openFindings.some((finding) => finding.matches(violation));
      const fresh = violations.filter((violation) => !isOpen(violation));
      console.log(`${runs} operations from number ${from} on, seed ${seed}`);
      console.table(Object.fromEntries([...outcomes].sort(([, left], [, right]) => right - left)));
      console.log(`${violations.length} violations, ${violations.length - fresh.length} of them known to be open`);
      for (const { what, operation, answer } of fresh.slice(0, 40)) {
        console.log(`${what}: npm run test:fuzz -- --seed ${seed} --from ${operation.number} --runs 1`);
        console.log(`  ${callerNames[operation.caller]}: ${operation.query.slice(0, 1500)}`);
        console.log(`  ${operation.variables.slice(0, 1500)}\n  ${JSON.stringify(answer).slice(0, 600)}`);
      }
      expect(fresh.map(({ what, operation }) => `${operation.number}: ${what}`)).toEqual([]);
      expect(await ledger.findUnspoken(test.cloud.dynamodb, test.cloud.tables)).toEqual([]);
      // A grammar whose operations were all refused would find nothing.
      const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
      const fields = roots.flatMap((type) => Object.keys(type!.getFields()));
      if (runs >= 300) expect(tried.size).toBeGreaterThan(fields.length / 2);
      // These need versions of a model, or a mark, and this cloud has none: they are asked, and refuse.
      const untried = ['compareModels', 'setLiveModel', 'clearAnomaly'];
      if (runs >= 5000) expect(fields.filter((field) => !tried.has(field) && !untried.includes(field))).toEqual([]);
      // A page of one may be empty: hidden items are left out after the page was read.
      const last = await post(callers[1], JSON.stringify({ query: '{ items(limit: 100) { items { itemId } } }' }));
      expect(last).toMatchObject({
        status: 200,
        data: { items: { items: expect.arrayContaining([{ itemId: expect.any(String) }]) } },
      });
    },
  );
});
