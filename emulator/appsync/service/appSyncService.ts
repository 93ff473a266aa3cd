import { join } from 'node:path';
import { cloudwatchService } from '../../cloudwatch/index.ts';
import { loadTlsCertificate } from '../../identity/index.ts';
import { LogFile } from '../../processes/LogFile.ts';
import type { ServiceModule } from '../../service/ServiceModule.ts';
import { startAppSync } from '../startAppSync.ts';
import type { AppSyncLogEntry, EngineName } from '../types.ts';
import { apiKeyOf } from './addresses.ts';
import { createAuthorization } from './createAuthorization.ts';
import { createDataSources } from './createDataSources.ts';
import { createUsageMeter } from './createUsageMeter.ts';
import { readApi } from './readApi.ts';
import { resourceTypes } from './resourceTypes.ts';

/** The API of the template. */
export interface RunningApi {
  graphqlUrl: string;
  /** The same over https, with the certificate of `tls/authority.pem` in the state folder. */
  secureGraphqlUrl: string;
  realtimeUrl: string;
  secureRealtimeUrl: string;
  /** Of every `AWS::AppSync::ApiKey`. */
  apiKey: string;
  /** Of the template: what resolvers see as `ctx.env`. */
  environment: Record<string, string>;
  engine: EngineName;
}

/** Entries go to a file, which stays open; what is wrong is also said aloud. */
const createLog = (file: string, say: (line: string) => void) => {
  const lines = new LogFile(file).on('error', () => undefined);
  return {
    log: ({ level, message, details }: AppSyncLogEntry): void => {
      lines.add(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...details })}\n`);
      if (level === 'error') {
        say(`AppSync: ${message} (see ${file})`);
      }
    },
    close: (): Promise<void> => new Promise((resolve) => lines.end(resolve)),
  };
};

/** One GraphQL API, or none. */
export const appSyncService: ServiceModule<RunningApi | undefined> = {
  name: 'AppSync',
  resourceTypes,
  plan: (template) => {
    const [resource, second] = template.ofType('AWS::AppSync::GraphQLApi');
    if (second) {
      template.refuse(second, 'one cloud runs one AppSync API, and this is the second');
    }
    if (!resource) {
      return () => undefined;
    }
    const api = readApi(template, resource);
    return async (context) => {
      const { options, machine, logFolder, onStop } = context;
      const { key, cert } = await loadTlsCertificate(join(options.stateFolder, 'tls'));
      const log = createLog(join(logFolder, 'appsync.log'), options.log);
      onStop(() => log.close());
      const running = await startAppSync({
        ...api,
        limits: { ...api.limits, introspection: options.introspection ?? api.limits?.introspection },
        dataSources: createDataSources(template, context),
        authorization: createAuthorization(template, resource, context),
        engine: options.appSyncEngine,
        port: options.port,
        tls: { key, cert },
        log: log.log,
        checkTypes: true,
        compilesApart: true,
        servePage: options.servePage,
        meter: createUsageMeter(api.apiId, context.service(cloudwatchService).metrics),
      });
      onStop(() => running.stop());
      return {
        graphqlUrl: running.graphqlUrl,
        secureGraphqlUrl: running.graphqlUrl.replace('http:', 'https:'),
        // Without TLS by default: clients outside browsers need not be told of the local certificate.
        realtimeUrl: running.realtimeUrl.replace('wss:', 'ws:'),
        secureRealtimeUrl: running.realtimeUrl,
        apiKey: apiKeyOf(machine),
        environment: api.environment ?? {},
        engine: options.appSyncEngine ?? 'emulator',
      };
    };
  },
};
