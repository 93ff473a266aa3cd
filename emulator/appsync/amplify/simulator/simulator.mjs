/**
 * Amplify's AppSync simulator in a thread of its own, so that its graphql 15 never meets ours: what crosses is plain
 * data and JSON text. Its schema, scalars, directives, execution and pubsub are used as they are; it opens no port.
 * Resolvers are asked of the main thread. Plain JavaScript, because a worker starts without the TypeScript loader.
 */
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

const simulatorPackage = '@aws-amplify/amplify-appsync-simulator';
const outer = createRequire(import.meta.url);
const { AmplifyAppSyncSimulator } = outer(simulatorPackage);
// What the simulator's own server calls, and the copies of its dependencies that it uses itself.
const inner = createRequire(outer.resolve(simulatorPackage));
const { runQueryOrMutation } = inner('./utils/graphql-runner/query-and-mutation');
const { runSubscription } = inner('./utils/graphql-runner/subscriptions');
const { TemplateSentError } = inner('./velocity/util/errors');
const { parse } = inner('graphql');
const { withFilter } = inner('graphql-subscriptions');

const post = (message) => parentPort.postMessage(message);

/** Questions to the main thread that have no answer yet. */
const questions = new Map();
let lastQuestion = 0;
const ask = (question) =>
  new Promise((resolve) => {
    lastQuestion += 1;
    questions.set(lastQuestion, resolve);
    post({ ...question, question: lastQuestion });
  });

/** Which field of the document, without a type of this graphql: nodes are told by where they begin. */
const describeField = (info) => {
  const path = [];
  for (let part = info.path; part; part = part.prev) path.unshift(part.key);
  const nodes = info.fieldNodes.map((node) => node.loc.start);
  return { typeName: info.parentType.name, fieldName: info.fieldName, path, nodes };
};

/** Which mutation of which request a result belongs to: the simulator publishes the very object that a resolver gave. */
const origins = new WeakMap();

class Simulator extends AmplifyAppSyncSimulator {
  /** The door for other resolvers than those in VTL. */
  getResolver(typeName, fieldName) {
    return {
      resolve: async (source, args, context, info) => {
        // AppSync runs no resolvers on what it delivers.
        if (context.delivers) return source?.[fieldName];
        const { value, error } = await ask({
          kind: 'resolve',
          run: context.run,
          field: describeField(info),
          source: JSON.stringify(source ?? null),
          args: JSON.stringify(args),
        });
        if (error) throw new TemplateSentError(error.message, error.type, error.data, error.errorInfo, info);
        const result = JSON.parse(value);
        if (typeName === 'Mutation' && typeof result === 'object' && result !== null) {
          origins.set(result, { context, mutation: fieldName });
        }
        return result;
      },
    };
  }

  /**
   * What its @aws_subscribe publishes to: the main thread publishes later, and only what the mutation selected, where
   * the simulator would give everybody the whole result at once.
   */
  get pubsub() {
    return {
      publish: async (subscription, result) => {
        const origin = origins.get(result);
        origin?.context.triggered.push({ mutation: origin.mutation, subscription });
      },
    };
  }

  /** Its own asks nothing of arguments and filters. */
  filterSubscriptions() {
    const subscriptions = this.schema.getSubscriptionType()?.getFields() ?? {};
    for (const [name, field] of Object.entries(subscriptions)) {
      field.subscribe = async (_source, args, context, info) => {
        context.delivers = true;
        await ask({ kind: 'open', run: context.run, field: describeField(info), args: JSON.stringify(args) });
        const wants = (value) => ask({ kind: 'wants', run: context.run, value: JSON.stringify(value) });
        return withFilter(() => this._pubsub.asyncIterator(name), wants)();
      };
    }
  }

  publish(subscription, value) {
    return this._pubsub.publish(subscription, value);
  }
}

// Its server object is made and never started.
const simulator = new Simulator();
simulator.init({
  schema: { content: workerData.schema },
  appSync: {
    name: workerData.apiName,
    defaultAuthenticationType: { authenticationType: workerData.modes[0] },
    additionalAuthenticationProviders: workerData.modes.slice(1).map((authenticationType) => ({ authenticationType })),
  },
  dataSources: [{ type: 'NONE', name: 'NONE' }],
  // It wires only the fields that it is given a resolver for; these are never run.
  resolvers: workerData.fields.map(({ typeName, fieldName }) => ({
    kind: 'UNIT',
    typeName,
    fieldName,
    dataSourceName: 'NONE',
    requestMappingTemplate: '{}',
    responseMappingTemplate: '{}',
  })),
});
simulator.filterSubscriptions();

const contextOf = ({ run, mode, groups, headers }) => ({
  run,
  requestAuthorizationMode: mode,
  jwt: { 'cognito:groups': groups },
  headers,
  appsyncErrors: [],
  triggered: [],
});

/** Open subscriptions by their run. */
const iterators = new Map();

const deliver = async (run, iterator) => {
  for await (const answer of iterator) post({ kind: 'delivery', run, answer: JSON.stringify(answer) });
};

const actions = {
  async execute(message) {
    const { run, query, variables, operationName } = message;
    const context = contextOf(message);
    const answer = await runQueryOrMutation(simulator.schema, parse(query), variables, operationName, context);
    post({ kind: 'answer', run, answer: JSON.stringify(answer), triggered: context.triggered });
  },
  async subscribe(message) {
    const { run, query, variables, operationName } = message;
    const { asyncIterator, ...answer } = await runSubscription(
      simulator.schema,
      parse(query),
      variables,
      operationName,
      contextOf(message),
    );
    if (asyncIterator) {
      iterators.set(run, asyncIterator);
      deliver(run, asyncIterator).catch((error) =>
        post({ kind: 'failed', run, reason: String(error?.stack ?? error) }),
      );
    }
    post({ kind: 'answer', run, answer: JSON.stringify(answer), triggered: [] });
  },
  async close({ run }) {
    const iterator = iterators.get(run);
    iterators.delete(run);
    await iterator?.return();
  },
  publish: ({ subscription, value }) => simulator.publish(subscription, JSON.parse(value)),
  reply({ question, reply }) {
    questions.get(question)(reply);
    questions.delete(question);
  },
};

parentPort.on('message', async (message) => {
  try {
    await actions[message.kind](message);
  } catch (error) {
    post({ kind: 'failed', run: message.run, reason: String(error?.stack ?? error) });
  }
});
post({ kind: 'ready' });
