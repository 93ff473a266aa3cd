import { createEvaluatorBy } from '../appsync-js/createEvaluatorBy.ts';
import { compileApart } from '../appsync-js/compile/compileApart.ts';
import type { CodeFile } from '../appsync-js/compile/compileFiles.ts';
import { compilerOf } from '../appsync-js/compile/compilerOf.ts';
import { Authenticator } from './authorization/Authenticator.ts';
import { startAmplifyEngine } from './amplify/startAmplifyEngine.ts';
import { FieldAccess } from './authorization/FieldAccess.ts';
import { listen } from '../sockets/index.ts';
import { buildApiSchema } from './engine/buildApiSchema.ts';
import { GraphQLApi } from './engine/GraphQLApi.ts';
import { ResolverRunner } from './engine/ResolverRunner.ts';
import { HttpFront } from './front/HttpFront.ts';
import { RealtimeFront } from './front/RealtimeFront.ts';
import { readTriggers } from './subscriptions/readTriggers.ts';
import { SubscriptionHub } from './subscriptions/SubscriptionHub.ts';
import type { AppSyncLogEntry, IamMode, RunningAppSync, StartAppSyncOptions } from './types.ts';

/**
 * Starts the API on 127.0.0.1.
 * @throws ApiInvalid when AppSync would refuse schema, resolvers or code
 * @throws PortTaken
 * @throws SimulatorMissing, SimulatorFailed with the engine `amplify`
 */
export async function startAppSync(options: StartAppSyncOptions): Promise<RunningAppSync> {
  const now = options.now ?? Date.now;
  const log = options.log ?? (() => undefined);
  const meter = options.meter ?? (() => undefined);
  const { default: defaultMode, additional = [] } = options.authorization;
  const modes = [defaultMode, ...additional];
  const schema = buildApiSchema(options.apiName, options.schema);
  const access = new FieldAccess(options.apiName, schema, defaultMode, additional);
  const triggers = readTriggers(options.apiName, schema);
  const compiled = await compile(options);
  const settings = {
    schema,
    runner: new ResolverRunner({
      ...options,
      evaluator: createEvaluatorBy(compilerOf(compiled), { now }),
      typeFindings: new Map(compiled.files.flatMap((file) => ('compiled' in file ? [[file.name, file.types]] : []))),
      log,
    }),
    iam: modes.find((mode): mode is IamMode => mode.type === 'AWS_IAM'),
    arn: `arn:aws:appsync:${options.region}:${options.accountId}:apis/${options.apiId}`,
    limits: {
      queryDepthLimit: options.limits?.queryDepthLimit ?? 0,
      resolverCountLimit: options.limits?.resolverCountLimit || 10_000,
      introspection: options.limits?.introspection ?? true,
      requestTimeoutMilliseconds: options.limits?.requestTimeoutMilliseconds ?? 30_000,
    },
    log,
    now,
  };
  const engine =
    options.engine === 'amplify'
      ? await startAmplifyEngine(options, settings)
      : createEngine(new GraphQLApi({ ...settings, access }), triggers, log);
  const { api, hub } = engine;
  const authenticator = new Authenticator(modes, now, { apiId: options.apiId, accountId: options.accountId });
  const front = new HttpFront({
    api,
    authenticator,
    publish: (outcome) => hub.publish(outcome),
    servePage: options.servePage,
    log,
    meter,
  });
  const realtime = new RealtimeFront({ hub, authenticator, log, meter });
  const listening = await listen({
    port: options.port,
    tls: options.tls,
    onRequest: (request, response) => front.handle(request, response),
    onUpgrade: (request, socket, head) => realtime.upgrade(request, socket, head),
    onFault: (error) => log({ level: 'error', message: `Front: ${error.message}`, details: { stack: error.stack } }),
  }).catch(async (error: unknown) => {
    await engine.stop();
    throw error;
  });
  const host = `127.0.0.1:${listening.port}`;
  return {
    graphqlUrl: `http://${host}/graphql`,
    realtimeUrl: `${options.tls ? 'wss' : 'ws'}://${host}/graphql/realtime`,
    secureGraphqlUrl: options.tls && `https://${host}/graphql`,
    port: listening.port,
    subscriptionCount: () => hub.size,
    stop: async () => {
      realtime.close();
      await listening.close();
      await engine.stop();
    },
  };
}

/** All code of the API. TypeScript, which it takes, is only loaded here where it is wanted here. */
async function compile({ resolvers, functions, compilesApart, checkTypes = false }: StartAppSyncOptions) {
  const files: CodeFile[] = [
    ...functions.map(({ name, code }) => ({ name, code })),
    ...resolvers.map(({ typeName, fieldName, code }) => ({ name: `${typeName}.${fieldName}`, code })),
  ];
  if (compilesApart) return compileApart(files, checkTypes);
  const { compileFiles } = await import('../appsync-js/compile/compileFiles.ts');
  return compileFiles(files, checkTypes);
}

const createEngine = (api: GraphQLApi, triggers: Map<string, string[]>, log: (entry: AppSyncLogEntry) => void) => ({
  api,
  hub: new SubscriptionHub(api, triggers, log),
  stop: async () => undefined,
});
