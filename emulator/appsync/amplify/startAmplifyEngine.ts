import type { GraphQLApiOptions } from '../engine/GraphQLApi.ts';
import type { StartAppSyncOptions } from '../types.ts';
import { AmplifyApi } from './AmplifyApi.ts';
import { AmplifyHub } from './AmplifyHub.ts';
import { assertSimulatorInstalled } from './installSimulator.ts';
import { SimulatorThread } from './SimulatorThread.ts';

/** An API and its subscriptions on Amplify's simulator. @throws SimulatorMissing, SimulatorFailed */
export async function startAmplifyEngine(
  { apiName, schema, resolvers, authorization }: StartAppSyncOptions,
  settings: Omit<GraphQLApiOptions, 'access'>,
): Promise<{ api: AmplifyApi; hub: AmplifyHub; stop(): Promise<void> }> {
  assertSimulatorInstalled();
  const unheeded = [
    ...('defaultAction' in authorization.default && authorization.default.defaultAction === 'DENY'
      ? ['the default action DENY: fields without a directive are open']
      : []),
    ...(settings.limits.introspection ? [] : ['the switch of introspection: it is on']),
  ];
  for (const what of unheeded) {
    settings.log({ level: 'error', message: `Amplify's simulator does not heed ${what}.` });
  }
  const thread = await SimulatorThread.start({
    apiName,
    schema,
    fields: resolvers.map(({ typeName, fieldName }) => ({ typeName, fieldName })),
    modes: [authorization.default, ...(authorization.additional ?? [])].map(({ type }) => type),
    log: settings.log,
  });
  const api = new AmplifyApi(settings, thread);
  return { api, hub: new AmplifyHub(api, settings.log), stop: () => thread.stop() };
}
