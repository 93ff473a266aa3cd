import { describe, expect, it, onTestFinished } from 'vitest';
import { SimulatorThread } from '../../../appsync/amplify/SimulatorThread.ts';
import { isSimulatorInstalled } from '../../../appsync/index.ts';
import { Conversation } from '../helpers/Conversation.ts';
import { apiKey, startTestApi, unit } from '../helpers/testApi.ts';

const schema = `
  type Query { value: String }
  type Mutation { put(id: ID, title: String): Thing forget: String }
  type Subscription {
    onPut(id: ID): Thing @aws_subscribe(mutations: ["put"])
    onEarly(id: ID!): Thing @aws_subscribe(mutations: ["put"])
  }
  type Thing { id: ID title: String computed: String }
`;

const start = (options: Partial<Parameters<typeof startTestApi>[0]> = {}) =>
  startTestApi({
    engine: 'amplify',
    schema,
    resolvers: [
      unit('Query', 'value', "return 'v';"),
      unit('Mutation', 'put', 'return { ...ctx.args, secret: 1 };'),
      unit('Thing', 'computed', "return 'never delivered';"),
      unit(
        'Subscription',
        'onEarly',
        'extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ id: { lt: ctx.args.id } })); return null;',
      ),
    ],
    ...options,
  });

describe.skipIf(!isSimulatorInstalled())("Amplify's simulator as the engine (npm run test:witness installs it)", () => {
  it('delivers by arguments and filters, and only what the mutation selected', async () => {
    const api = await start();
    const conversation = await Conversation.open(api.realtimeUrl, { 'x-api-key': apiKey });
    onTestFinished(async () => {
      conversation.socket.close();
      await api.stop();
    });
    const key = { 'x-api-key': apiKey };
    const one = 'subscription { onPut(id: "1") { id title computed } }';
    const early = 'subscription { onEarly(id: "2") { id title } }';
    for (const [id, query] of Object.entries({ one, early })) {
      expect(await conversation.start(id, query, key)).toMatchObject({ id, type: 'start_ack' });
    }
    expect(api.subscriptionCount()).toBe(2);
    for (const [id, title] of ['31', '1', '2'].map((each) => [each, `Title ${each}`])) {
      await api.query(
        'mutation ($id: ID, $title: String) { named: put(id: $id, title: $title) { key: id computed } }',
        {
          id,
          title,
        },
      );
    }
    const messages = [await conversation.next(), await conversation.next()];
    const delivered = Object.fromEntries(messages.map(({ id, payload }) => [id, payload]));
    // The mutation computed it and published it; no resolver runs on what is delivered.
    expect(delivered).toEqual({
      one: { data: { onPut: { id: '1', title: null, computed: 'never delivered' } } },
      early: { data: { onEarly: { id: '1', title: null } } },
    });
    conversation.send({ id: 'one', type: 'stop' });
    expect(await conversation.next()).toMatchObject({ id: 'one', type: 'complete' });
    expect(api.subscriptionCount()).toBe(1);
    await api.query('mutation { put(id: "1") { id } }');
    expect(await conversation.next()).toMatchObject({ id: 'early', type: 'data' });
  });

  it('says what it does not heed', async () => {
    const api = await start({ limits: { introspection: false } });
    onTestFinished(() => api.stop());
    expect(api.logged.map(({ message }) => message)).toContain(
      "Amplify's simulator does not heed the switch of introspection: it is on.",
    );
  });

  it('tells those who wait that its thread has ended, and those who come later', async () => {
    const thread = await SimulatorThread.start({
      apiName: 'test',
      schema,
      fields: [{ typeName: 'Query', fieldName: 'value' }],
      modes: ['API_KEY'],
      log: () => undefined,
    });
    const caller = { mode: 'API_KEY' as const, identity: null, groups: [] };
    const request = { query: '{ value }', variables: {}, headers: {}, caller };
    let asked = () => {};
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const waiting = thread.execute(request, {
      resolve: () => {
        asked();
        return new Promise(() => {});
      },
    });
    const told = expect(waiting).rejects.toMatchObject({ code: 'SimulatorFailed' });
    await isAsked;
    await thread.stop();
    await told;
    await expect(thread.execute(request, { resolve: async () => ({ value: 'null' }) })).rejects.toMatchObject({
      code: 'SimulatorFailed',
    });
  });

  it('refuses a schema that the simulator cannot take, with its reason', async () => {
    // AppSync's scalars are there without being declared, which it does a second time.
    await expect(start({ schema: `scalar AWSDate ${schema}` })).rejects.toMatchObject({
      code: 'SimulatorFailed',
      message: expect.stringContaining('AWSDate'),
    });
  });
});
