import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSimulatorInstalled } from '../../emulator/appsync/index.ts';
import { startTestApi, unit, type TestApi } from '../../emulator/test/appsync/helpers/testApi.ts';
import { deviations } from './deviations.ts';

const start = (engine: 'emulator' | 'amplify') =>
  startTestApi({
    engine,
    schema: `
      type Query {
        must: Thing! thing: Thing refused: String guarded: String @aws_iam json: AWSJSON
        at(value: AWSDateTime): String link(value: AWSURL): String moment(value: AWSTimestamp): Int
        filter(by: Filter!): String
      }
      type Thing { id: ID must: String! }
      input Filter { title: String }
    `,
    resolvers: [
      ...['must', 'refused'].map((field) => unit('Query', field, "util.error('no', 'Refused');")),
      unit('Query', 'thing', "return { id: '1' };"),
      unit('Query', 'json', 'return \'{"a":1}\';'),
      ...['at', 'link', 'moment'].map((field) => unit('Query', field, 'return ctx.args.value;')),
      unit('Query', 'filter', 'return JSON.stringify(ctx.args);'),
    ],
  });

it('every deviation has a question or a test that shows it', () => {
  expect(deviations.filter(({ ask, tests = [] }) => !ask && tests.length === 0)).toEqual([]);
});

describe.skipIf(!isSimulatorInstalled())("Amplify's simulator (npm run test:witness installs it)", () => {
  let own: TestApi;
  let second: TestApi;
  beforeAll(async () => {
    [own, second] = await Promise.all([start('emulator'), start('amplify')]);
  });
  afterAll(() => Promise.all([own?.stop(), second?.stop()]));

  it.each(deviations.flatMap(({ what, ask }) => (ask ? [[what, ask] as const] : [])))(
    '%s',
    async (_what, { query, variables, emulator, amplify }) => {
      expect(await own.query(query, variables)).toMatchObject(emulator);
      expect(await second.query(query, variables)).toMatchObject(amplify);
    },
  );
});
