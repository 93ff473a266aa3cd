import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildASTSchema, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { subscribe } from '../authorisation/ask.ts';
import type { Caller, Member } from '../authorisation/callers.ts';
import { startAuthorisationCloud } from '../authorisation/startAuthorisationCloud.ts';
import type { AuthorisationCloud } from '../authorisation/startAuthorisationCloud.ts';
import { synthesizeAnew, type Synthesized } from '../infra/stacks/synthesize.ts';
import { exchange, type Reply } from './exchange.ts';
import { heapInUse } from './heapInUse.ts';
import { HttpGrammar } from './HttpGrammar.ts';
import { judge, outcomesOf } from './judge.ts';
import type { FuzzAnswer, Violation } from './judge.ts';
import { isAnswered, judgeHttp, judgeRealtime } from './judgeWire.ts';
import { Ledger, presentUsers } from './Ledger.ts';
import { openFindings } from './openFindings.ts';
import { OperationGrammar } from './OperationGrammar.ts';
import type { Operation } from './OperationGrammar.ts';
import { prepareKnownValues } from './prepareKnownValues.ts';
import { RealtimeGrammar } from './RealtimeGrammar.ts';

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
  'a visitor',
];

describe(`${runs} operations of the grammar (RECSYNC_SEED=${seed} repeats them)`, () => {
  let synthesized: Synthesized;
  let test: AuthorisationCloud;
  let callers: Caller[];
  const ledger = new Ledger();

  const callerNamed = (name: Member): Caller => callers[callerNames.indexOf(name)];
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

  beforeAll(async () => {
    // The template of the last synthesis, with what is off by default.
    synthesized = await synthesizeAnew({ similarUsers: 'true' }, resolve('build'));
    test = await startAuthorisationCloud(synthesized.outdir);
    callers = callerNames.map((name) => test.known.find((caller) => caller.name === name)!);
  });
  afterAll(async () => {
    await test?.close();
    synthesized?.close();
  });

  it(
    'have documented answers, and leave behind what they said to have stored',
    { timeout: 120_000 + runs * 2_000 },
    async () => {
      const schema = buildASTSchema(parse(test.schema + readFileSync('infra/schema/appsync.graphql', 'utf8')));
      const [admin, visitor] = [callerNamed('an admin'), callerNamed('the API key')];
      const known = await prepareKnownValues({ cloud: test.cloud, callers, admin, visitor, post, ledger });
      const grammar = new OperationGrammar(schema, known, seed, callers.length, callers.indexOf(admin));
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
      if (runs >= 20_000) expect(fields.filter((field) => !tried.has(field))).toEqual([]);
      // A page of one may be empty: hidden items are left out after the page was read.
      const last = await post(callers[1], JSON.stringify({ query: '{ items(limit: 100) { items { itemId } } }' }));
      expect(last).toMatchObject({
        status: 200,
        data: { items: { items: expect.arrayContaining([{ itemId: expect.any(String) }]) } },
      });
    },
  );

  /** As many as the lanes get through in the time that the operations take. */
  const onTheWire = Math.max(60, Math.ceil(runs / 8));
  const wireTimeout = 120_000 + onTheWire * 3_000;
  /** Does it with every number, some at a time; what was wrong is printed with the command that repeats it. */
  const tryAll = async (what: string, judgeOne: (number: number) => Promise<{ wrong: string[]; sent: string }>) => {
    const violations: string[] = [];
    const heaps: number[] = [];
    let next = from;
    const lane = async (): Promise<void> => {
      while (next < from + onTheWire) {
        const number = (next += 1) - 1;
        const { wrong, sent } = await judgeOne(number);
        if ((number - from) % Math.ceil(onTheWire / 4) === 0) heaps.push(heapInUse());
        if (wrong.length === 0) continue;
        violations.push(`${number}: ${wrong.join(', ')}`);
        console.log(`${wrong.join(', ')}: npm run test:fuzz -- --seed ${seed} --from ${number} --runs 1`);
        console.log(sent.slice(0, 2000));
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    const megabytes = heaps.map((bytes) => Math.round(bytes / 2 ** 20));
    console.log(
      `${onTheWire} ${what}, seed ${seed}: ${violations.length} violations; heap in MiB: ${megabytes.join(', ')}`,
    );
    expect(violations).toEqual([]);
    // What the first ones load stays; what the others leave behind would be more with each quarter.
    if (onTheWire >= 500) expect(megabytes.at(-1)).toBeLessThan(megabytes[1] * 1.2 + 20);
  };
  const wire = async () => {
    const url = new URL(test.cloud.graphqlUrl);
    const caller = callerNamed('a user');
    return { port: Number(url.port), host: url.host, caller, credentials: await caller.prove(url, '') };
  };

  it('as bytes of HTTP are answered or refused, whatever they are', { timeout: wireTimeout }, async () => {
    const { port, host, credentials } = await wire();
    const grammar = new HttpGrammar(host, credentials, seed);
    const statuses = new Map<number | undefined, number>();
    await tryAll('requests', async (number) => {
      const request = grammar.request(number);
      const reply = await exchange(port, [request.bytes], request);
      statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
      return {
        wrong: judgeHttp(request, reply),
        sent: `${request.bytes.toString('latin1', 0, 1500)}\n→ ${reply.body}`,
      };
    });
    console.log('statuses:', Object.fromEntries(statuses));
    expect(statuses.get(200)).toBeGreaterThan(0);
    expect(statuses.get(400)).toBeGreaterThan(0);
  });

  it(
    'as frames of a real-time connection are answered or refused, and nobody listens for another',
    {
      timeout: wireTimeout,
    },
    async () => {
      const { port, host, credentials, caller } = await wire();
      const otherUserId = 'somebody-else-entirely';
      const grammar = new RealtimeGrammar({ host, credentials, userId: caller.self, otherUserId }, seed);
      let acknowledged = 0;
      await tryAll('conversations', async (number) => {
        const conversation = grammar.conversation(number);
        const isEnough = (reply: Reply): boolean => isAnswered(conversation, reply);
        const reply = await exchange(port, conversation.parts, { isEnough });
        acknowledged += reply.messages.filter((text) => text.includes('"start_ack"')).length;
        const sent = conversation.parts
          .map((part) => part.toString('latin1'))
          .join('')
          .slice(0, 1500);
        return { wrong: judgeRealtime(conversation, reply), sent: `${sent}\n→ ${reply.messages.join('\n')}` };
      });
      expect(acknowledged).toBeGreaterThan(0);
      const granted = await subscribe(
        test.cloud.realtimeUrl,
        test.cloud.graphqlUrl,
        caller,
        `subscription { onRecommendation(userId: ${JSON.stringify(caller.self)}) { userId } }`,
      );
      expect(granted.errors).toBeUndefined();
      expect(await presentUsers(test.cloud)).not.toContain(otherUserId);
    },
  );
});
