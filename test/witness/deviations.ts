import { expect } from 'vitest';

/** One way in which Amplify's simulator does not do what AppSync does. */
export interface Deviation {
  what: string;
  why: string;
  /** Where AppSync's own behaviour is known from, or the simulator's is its own word. */
  reference: string;
  /** A query to the API of `deviations.test.ts`, and (part of) what each engine answers to it. */
  ask?: { query: string; variables?: Record<string, unknown>; emulator: object; amplify: object };
  /** Tests of the suite that fail because of it; one that passes is a failure. Of `<file> > <groups> > <name>`. */
  tests?: RegExp[];
}

const simulator = '@aws-amplify/amplify-appsync-simulator 2.16.20';
const scalarsPage = 'https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html';
const wordsOfAppSync = 'https://github.com/graphql/graphql-over-http/issues/81';

/** What is known to differ; emulator/docs/appsync.md tells it in short. Whatever else differs is a mistake of one of the two. */
export const deviations: Deviation[] = [
  {
    what: 'A field that must not be null and whose resolver fails has two errors',
    why: "It keeps the resolver's error aside and answers null, at which graphql-js complains as well. The suite takes the second one off (`mendAnswer`), because nearly every test would meet it.",
    reference: `${simulator}, lib/schema/index.js`,
    ask: {
      query: '{ must { id } }',
      emulator: { data: null, errors: [{ message: 'no', errorType: 'Refused' }] },
      amplify: {
        data: null,
        errors: [
          { message: 'Cannot return null for non-nullable field Query.must.', path: ['must'] },
          { message: 'no', errorType: 'Refused', path: ['must'] },
        ],
      },
    },
  },
  {
    what: 'The place of an error names its source',
    why: 'graphql-js gives the text of a query a name, which it passes on.',
    reference: wordsOfAppSync,
    ask: {
      query: '{ refused }',
      emulator: { errors: [{ locations: [{ line: 1, column: 3, sourceName: null }] }] },
      amplify: { errors: [{ locations: [{ line: 1, column: 3, sourceName: 'GraphQL request' }] }] },
    },
    tests: [/pipelines\.test\.ts > errors > (raised by a function end|of util\.error carry data cut)/],
  },
  {
    what: 'An error of a directive has data and errorInfo that are empty objects',
    why: 'It makes them so.',
    reference: `${simulator}, lib/velocity/util/errors.js`,
    ask: {
      query: '{ guarded }',
      emulator: { errors: [{ errorType: 'Unauthorized', data: null, errorInfo: null }] },
      amplify: { errors: [{ errorType: 'Unauthorized', data: {}, errorInfo: {} }] },
    },
    tests: [/fieldAccess\.test\.ts > directives on types > hold for the fields that have none of their own/],
  },
  {
    what: 'What does not fit the schema is told in the words of graphql-js 15',
    why: 'It passes on what graphql-js says, where AppSync has the words of graphql-java; and without the path, which AppSync says is null.',
    reference: wordsOfAppSync,
    ask: {
      query: '{ colour }',
      emulator: {
        data: null,
        errors: [
          {
            path: null,
            message: "Validation error of type FieldUndefined: Field 'colour' in type 'Query' is undefined @ 'colour'",
          },
        ],
      },
      amplify: { data: null, errors: [{ message: 'Cannot query field "colour" on type "Query".' }] },
    },
    tests: [
      /validation\.test\.ts > (answers \W|answers query\(|tells the place of a fault)/,
      /refusals\.test\.ts > a subscription is refused > for a field that does not exist/,
      /errors\.contract\.test\.ts > docs\/errors\.md > line \d+, A request that does not fit the schema/,
    ],
  },
  {
    what: 'Variables that do not fit are told in the words of graphql-js 15',
    why: 'As above.',
    reference: wordsOfAppSync,
    ask: {
      query: 'query ($value: Filter!) { filter(by: $value) }',
      emulator: { errors: [{ message: "Variable 'value' has coerced Null value for NonNull type 'Filter!'" }] },
      amplify: { errors: [{ message: 'Variable "$value" of required type "Filter!" was not provided.' }] },
    },
    tests: [/refusals\.test\.ts > a subscription is refused > for a missing variable/],
  },
  {
    what: "A resolver's value that does not fit is told in the words of graphql-js 15",
    why: 'As above.',
    reference: wordsOfAppSync,
    ask: {
      query: '{ thing { must } }',
      emulator: {
        errors: [{ message: "Cannot return null for non-nullable type: 'String' within parent 'Thing' (/thing/must)" }],
      },
      amplify: { errors: [{ message: 'Cannot return null for non-nullable field Thing.must.' }] },
    },
    tests: [
      /validation\.test\.ts > (answers values that do not fit the schema|lets a null in a non-null field)/,
      /delivery\.test\.ts > a subscription > gets null and an error where a required field was not selected/,
    ],
  },
  {
    what: 'Of a push, an error of a directive has no errorType',
    why: 'It shapes the errors of queries and mutations only.',
    reference: `${simulator}, lib/utils/graphql-runner/subscriptions.js`,
    tests: [/delivery\.test\.ts > a subscription > may not see a field that its mode does not open/],
  },
  {
    what: 'The depth limit holds only for fields that have a resolver',
    why: 'It has no limits; ours count where its execution asks us for a value. Nested introspection is refused by graphql-js 15 in its own words.',
    reference: 'https://docs.aws.amazon.com/appsync/latest/APIReference/API_CreateGraphqlApi.html',
    tests: [
      /limits\.test\.ts > depth > (past the limit is an error of the fields below|of 50 is cut off)/,
      /errors\.contract\.test\.ts > docs\/errors\.md > line \d+, QueryDepthLimitReached/,
    ],
  },
  {
    what: 'Introspection cannot be switched off',
    why: 'It does not know the switch. A start says so.',
    reference: 'https://docs.aws.amazon.com/appsync/latest/APIReference/API_CreateGraphqlApi.html',
    tests: [/limits\.test\.ts > answers introspection unless it is disabled/],
  },
  {
    what: 'An API whose default action is DENY opens fields without a directive all the same',
    why: 'It does not know of default actions. A start says so.',
    reference: 'https://docs.aws.amazon.com/appsync/latest/APIReference/API_UserPoolConfig.html',
    tests: [/fieldAccess\.test\.ts > directives on fields > .* DENY open to user what they name/],
  },
  {
    what: 'AWSDateTime and AWSTime need seconds',
    why: 'They are checked by graphql-iso-date, which asks for them. Ours takes what java.time takes, on which AppSync runs; its page does not say.',
    reference: scalarsPage,
    ask: {
      query: '{ at(value: "2026-01-02T03:04Z") }',
      emulator: { data: { at: '2026-01-02T03:04Z' } },
      amplify: { data: null, errors: [{ message: expect.stringContaining('invalid date-time-string') as string }] },
    },
    tests: [
      /rows\.contract\.test\.ts > an item > with every field is the same row/,
      /sameRules\.contract\.test\.ts > .* > (item available(From|Until)|interaction timestamp) "2026-01-02T03:04Z"/,
    ],
  },
  {
    what: 'AWSURL takes an empty text and what new URL() can mend',
    why: 'A resolver gets what new URL() made of the text (http:a is http://a/); AppSync takes the URLs of RFC 1738, and passes them on as they came.',
    reference: scalarsPage,
    ask: {
      query: '{ link(value: "http:a") }',
      emulator: { data: null },
      amplify: { data: { link: 'http://a/' } },
    },
    tests: [/sameRules\.contract\.test\.ts > .* > item imageUrl "(http:a||https:\/\/a\.example\/(\/b|b c))"/],
  },
  {
    what: 'AWSTimestamp 0 is lost in a variable',
    why: 'It takes a value that is not truthy for one that does not parse.',
    reference: `${simulator}, lib/schema/appsync-scalars/index.js`,
    ask: {
      query: 'query ($value: AWSTimestamp) { moment(value: $value) }',
      variables: { value: 0 },
      emulator: { data: { moment: 0 } },
      amplify: { data: null, errors: [{ message: expect.stringContaining('AWSTimestamp') as string }] },
    },
  },
  {
    what: 'AWSJSON that a resolver gives as text is encoded twice',
    why: 'It encodes whatever it is given; AppSync leaves a text that is JSON as it is.',
    reference: scalarsPage,
    ask: {
      query: '{ json }',
      emulator: { data: { json: '{"a":1}' } },
      amplify: { data: { json: '"{\\"a\\":1}"' } },
    },
    tests: [/models\.contract\.test\.ts > .* > answers versions newest first/],
  },
  {
    what: 'A list is taken for an input object without members',
    why: 'graphql-js 15 asks only whether the value is an object.',
    reference: 'https://spec.graphql.org/October2021/#sec-Input-Objects.Input-Coercion',
    ask: {
      query: 'query ($value: Filter!) { filter(by: $value) }',
      variables: { value: [] },
      emulator: { data: null, errors: [{ path: null }] },
      amplify: { data: { filter: '{"by":{}}' } },
    },
    tests: [/sameRules\.contract\.test\.ts > .* > interaction context \[\]/],
  },
];

/** The deviation that a test shows, by its name of `<file> > <groups> > <name>`. */
export const deviationOf = (test: string): Deviation | undefined =>
  deviations.find(({ tests = [] }) => tests.some((pattern) => pattern.test(test)));
