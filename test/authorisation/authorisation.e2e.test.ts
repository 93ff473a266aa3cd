import { buildASTSchema, getNamedType, isObjectType, parse, print } from 'graphql';
import type { GraphQLObjectType } from 'graphql';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRootFields } from '../helpers/readRootFields.ts';
import { ask, outcomeAt, outcomeOf, subscribe } from './ask.ts';
import type { Answer } from './ask.ts';
import { members } from './callers.ts';
import type { Caller, Member } from './callers.ts';
import { detours, detoursLeadTo } from './detours.ts';
import { startAuthorisationCloud } from './startAuthorisationCloud.ts';
import type { AuthorisationCloud } from './startAuthorisationCloud.ts';
import { operations, types } from './table.ts';
import type { OperationRow } from './Row.ts';

/** What a caller should be told, and what they were told. */
interface Cell {
  name: string;
  expected: string;
  received: string;
}

describe('the authorisation table', () => {
  let test: AuthorisationCloud;
  let objects: GraphQLObjectType[];
  const known = (name: Member): Caller => test.known.find((caller) => caller.name === name)!;
  const rootTypes = ['Query', 'Mutation', 'Subscription'];

  beforeAll(async () => {
    test = await startAuthorisationCloud();
    const appsync = readFileSync('infra/schema/appsync.graphql', 'utf8');
    const schema = buildASTSchema(parse(test.schema + appsync));
    objects = Object.values(schema.getTypeMap()).filter(
      (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'),
    );
    await seed();
  }, 120_000);
  afterAll(() => test?.close());

  /** One item for each caller to delete, interactions of everybody with all their fields, and a trend. */
  const seed = async (): Promise<void> => {
    const callers = [...test.known, ...test.strangers];
    const items = [
      '{ itemId: "shown" title: "Shown" }',
      '{ itemId: "hidden" hidden: true }',
      ...callers.map(({ name }) => `{ itemId: ${JSON.stringify(`doomed by ${name}`)} hidden: true }`),
    ];
    const requests = [];
    for (let from = 0; from < items.length; from += 25) {
      requests.push(
        `putItems(input: { items: [${items.slice(from, from + 25).join(' ')}] }) { results { errorType } }`,
      );
    }
    const interactions = ['ada', 'eve', 'root', known('a visitor').self].map(
      (userId) =>
        `{ userId: "${userId}" itemId: "shown" eventType: PURCHASE
           context: { device: "phone" locale: "en" hourOfDay: 1 dayOfWeek: 1 } }`,
    );
    requests.push(
      `recordInteractions(input: { interactions: [${[...interactions, ...detoursLeadTo.seed].join(' ')}] }) { results { errorType } }`,
    );
    for (const request of requests) {
      expect(outcomeOf(await ask(test.cloud.graphqlUrl, known('a backend'), `mutation { ${request} }`))).toBe(
        'answered',
      );
    }
    await test.cloud.streamsRead();
  };

  const send = (caller: Caller, operation: string, request: string): Promise<Answer> => {
    const query = `${operation} { ${request} }`;
    const { graphqlUrl, realtimeUrl } = test.cloud;
    return operation === 'subscription'
      ? subscribe(realtimeUrl, graphqlUrl, caller, query)
      : ask(graphqlUrl, caller, query);
  };
  const operationOf = ({ field }: OperationRow): string => field.split('.')[0].toLowerCase();
  const nameOf = (row: OperationRow): string => `${row.field}${row.case ? ` ${row.case}` : ''}`;
  const wrong = (cells: Cell[]): Cell[] => cells.filter(({ expected, received }) => expected !== received);
  const subselection = (typeName: string, field: string): string => {
    const { type } = objects.find(({ name }) => name === typeName)!.getFields()[field];
    return isObjectType(getNamedType(type)) ? '{ __typename }' : '';
  };

  it('has a row for every field of the schema, and none for a field that is not there', () => {
    const fields = readRootFields(test.schema).map(({ type, name }) => `${type}.${name}`);
    expect([...new Set(operations.map(({ field }) => field))].sort()).toEqual(fields.sort());
    const ofTypes = objects
      .filter(({ name }) => !rootTypes.includes(name))
      .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
    expect(types.flatMap(({ type, fields: own }) => own.map((field) => `${type}.${field}`)).sort()).toEqual(
      ofTypes.sort(),
    );
  });

  it('holds on detours: aliases, variables, fragments, batches, page tokens of others', async () => {
    const { graphqlUrl } = test.cloud;
    const { data } = await ask(
      graphqlUrl,
      known('a backend'),
      `{ interactions(userId: "${detoursLeadTo.userId}", limit: 1) { nextToken }
         userData(userId: "${detoursLeadTo.userId}", limit: 1) { nextToken } }`,
    );
    const lists = data as Record<'interactions' | 'userData', { nextToken: string }>;
    const tokens = { interactions: lists.interactions.nextToken, userData: lists.userData.nextToken };
    expect(tokens).toEqual({ interactions: expect.any(String), userData: expect.any(String) });
    const cells: Cell[] = [];
    for (const name of ['a user', 'a user with an id token', 'a member of another group'] as const) {
      for (const detour of detours) {
        const answer = await ask(graphqlUrl, known(name), detour.ask(known(name), tokens));
        for (const [path, expected] of Object.entries(detour.expected)) {
          cells.push({ name: `${detour.name} by ${name} at ${path}`, expected, received: outcomeAt(answer, path) });
        }
      }
    }
    expect(wrong(cells)).toEqual([]);
    const left = await ask(
      graphqlUrl,
      known('a backend'),
      `{ interactions(userId: "${detoursLeadTo.userId}") { items { eventId } } item(itemId: "by detour") { itemId } }`,
    );
    const { interactions, item } = left.data as { interactions: { items: { eventId: string }[] }; item: unknown };
    expect(interactions.items.map(({ eventId }) => eventId).sort()).toEqual(detoursLeadTo.eventIds);
    expect(item).toBeNull();
  }, 60_000);

  it('holds for every operation and every caller that the API knows', async () => {
    const cells: Cell[] = [];
    for (const row of operations) {
      for (const name of members) {
        const caller = known(name);
        const received = outcomeOf(await send(caller, operationOf(row), row.ask(caller)));
        const expected = row.answered.includes(name) ? 'answered' : (row.otherwise?.[name] ?? 'Unauthorized');
        cells.push({ name: `${nameOf(row)} by ${name}`, expected, received });
      }
    }
    expect(wrong(cells)).toEqual([]);
  }, 120_000);

  it('is what the schema says of types that no request here leads to', () => {
    const unasked = types.filter(({ ask: asks }) => !asks);
    const guards = unasked.map(({ type }) => {
      const { astNode } = objects.find(({ name }) => name === type)!;
      return (astNode?.directives ?? []).map((directive) => print(directive)).sort();
    });
    const users = (readers: string[]): string =>
      readers.includes('a user') ? '@aws_cognito_user_pools' : '@aws_cognito_user_pools(cognito_groups: ["admin"])';
    expect(guards).toEqual(
      unasked.map(({ readers }) => [
        users(readers),
        '@aws_iam',
        ...(readers.includes('a visitor') ? ['@aws_lambda'] : []),
      ]),
    );
    expect(unasked.flatMap(({ readers }) => readers)).not.toContain('the API key');
  });

  it('holds for every field of every type', async () => {
    const cells: Cell[] = [];
    for (const row of types) {
      for (const [field, name] of row.fields.flatMap((each) => members.map((member) => [each, member] as const))) {
        if (!row.ask) continue;
        const request = row.ask(known(name), `probe: ${field} ${subselection(row.type, field)}`);
        const answer = await send(known(name), row.operation, request);
        // Without an object of the type nothing would have been asked.
        const isAsked = JSON.stringify(answer.data).includes('"probe"') ? 'answered' : 'not asked';
        const received = answer.errors?.length ? outcomeOf(answer) : isAsked;
        const expected = row.readers.includes(name) ? 'answered' : 'Unauthorized';
        cells.push({ name: `${row.type}.${field} by ${name}`, expected, received });
      }
    }
    expect(wrong(cells)).toEqual([]);
  }, 120_000);

  it('refuses every request without a proof or with a false one', async () => {
    const cells: Cell[] = [];
    for (const caller of test.strangers) {
      for (const row of operations) {
        const received = outcomeOf(await send(caller, operationOf(row), row.ask(caller)));
        const expected = `refused: ${caller.refusal}`;
        cells.push({ name: `${nameOf(row)} by ${caller.name}`, expected, received });
      }
    }
    expect(wrong(cells)).toEqual([]);
  }, 120_000);

  it('left nothing behind of what was refused', async () => {
    const refused = [...test.known, ...test.strangers].filter(({ name }) => !/^(an admin|a backend)$/.test(name));
    const backend = known('a backend');
    for (const { name } of refused) {
      const { data } = await ask(
        test.cloud.graphqlUrl,
        backend,
        `{ doomed: item(itemId: ${JSON.stringify(`doomed by ${name}`)}) { itemId }
           put: item(itemId: ${JSON.stringify(`put by ${name}`)}) { itemId } }`,
      );
      expect(data, name).toEqual({ doomed: { itemId: `doomed by ${name}` }, put: null });
    }
    const { data } = await ask(
      test.cloud.graphqlUrl,
      backend,
      '{ interactions(userId: "victim", limit: 100) { items { eventId } } }',
    );
    const { items } = data?.interactions as { items: { eventId: string }[] };
    expect(items.map(({ eventId }) => eventId).sort()).toEqual(['a backend', 'an admin']);
  });
});
