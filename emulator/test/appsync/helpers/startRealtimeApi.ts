import type { AppSyncUsage } from '../../../appsync/types.ts';
import { apiKey, startTestApi, unit, type TestApi } from './testApi.ts';
import { userPool } from './testUsers.ts';

/** The credentials that most conversations use. */
export const key = { 'x-api-key': apiKey };

export interface RealtimeApi extends TestApi {
  /** What it would be charged for, in order. */
  used: AppSyncUsage[];
  /** A mutation that subscriptions listen to. */
  publish(input: Record<string, unknown>, selection?: string, field?: string): ReturnType<TestApi['query']>;
}

/** An API whose subscriptions filter, refuse and end in every way. */
export async function startRealtimeApi(): Promise<RealtimeApi> {
  const mutation = (fieldName: string) =>
    unit('Mutation', fieldName, 'return ctx.result;', 'return { payload: ctx.args.input };');
  const used: AppSyncUsage[] = [];
  const api = await startTestApi({
    meter: (usage) => used.push(usage),
    schema: `
      type Query { a: String }
      type Mutation @aws_api_key {
        publish(input: ThingInput!): Thing
        replace(input: ThingInput!): Thing
        touch(input: ThingInput!): Thing
        expel(userId: ID!): String
      }
      type Subscription {
        onThing(userId: ID, placement: String): Thing @aws_subscribe(mutations: ["publish", "replace"]) @aws_api_key @aws_cognito_user_pools
        onFiltered(minimum: Int): Thing @aws_subscribe(mutations: ["publish"]) @aws_api_key
        onBadFilter: Thing @aws_subscribe(mutations: ["publish"]) @aws_api_key
        onMine(userId: ID!): Thing @aws_subscribe(mutations: ["publish"]) @aws_cognito_user_pools
        onGuarded: Thing @aws_subscribe(mutations: ["publish"]) @aws_cognito_user_pools(cognito_groups: ["admin"])
        onBackend: Thing @aws_subscribe(mutations: ["publish"]) @aws_iam
        onStrict: Strict @aws_subscribe(mutations: ["strict"]) @aws_api_key
        onExpelled(userId: ID!): Thing @aws_subscribe(mutations: ["publish"]) @aws_api_key
      }
      extend type Mutation { strict: Strict }
      type Strict @aws_api_key { id: ID! must: String! }
      type Thing @aws_api_key @aws_cognito_user_pools {
        userId: ID placement: String score: Int tags: [String] secret: String @aws_api_key inner: Thing computed: String
      }
      input ThingInput { userId: ID placement: String score: Int tags: [String] secret: String inner: ThingInput }`,
    authorization: { default: { type: 'API_KEY', keys: [{ value: apiKey }] }, additional: [userPool] },
    resolvers: [
      mutation('publish'),
      mutation('replace'),
      mutation('touch'),
      unit('Mutation', 'strict', 'return { id: "1", must: "x" };'),
      unit(
        'Mutation',
        'expel',
        `
        extensions.invalidateSubscriptions({ subscriptionField: 'onExpelled', payload: { userId: ctx.args.userId } });
        return 'done';`,
      ),
      unit('Thing', 'computed', "return 'computed';"),
      unit(
        'Subscription',
        'onFiltered',
        `
        extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ score: { ge: ctx.args.minimum }, tags: { contains: 'red' } }));
        return null;`,
      ),
      unit(
        'Subscription',
        'onBadFilter',
        "extensions.setSubscriptionFilter({ filterGroup: [{ filters: [{ fieldName: 'nothing', operator: 'eq', value: 1 }] }] }); return null;",
      ),
      unit(
        'Subscription',
        'onMine',
        `
        if (ctx.args.userId !== ctx.identity.sub) util.unauthorized();
        extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ userId: { eq: ctx.identity.sub } }));
        return null;`,
      ),
      unit(
        'Subscription',
        'onExpelled',
        `
        extensions.setSubscriptionInvalidationFilter(util.transform.toSubscriptionFilter({ userId: { eq: ctx.args.userId } }));
        return null;`,
      ),
    ],
  });
  return {
    ...api,
    used,
    publish: (input, selection = 'userId placement score tags secret', field = 'publish') =>
      api.query(`mutation($input: ThingInput!) { ${field}(input: $input) { ${selection} } }`, { input }),
  };
}
