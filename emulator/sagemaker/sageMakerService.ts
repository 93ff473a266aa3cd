import { join } from 'node:path';
import type { ServiceModule } from '../service/ServiceModule.ts';
import { ModelServer } from './ModelServer.ts';
import { planEndpoints } from './planEndpoints.ts';
import { resourceTypes } from './resourceTypes.ts';
import { SageMakerRuntimeApi, type ServedEndpoint } from './SageMakerRuntimeApi.ts';

/** The endpoints of the template. One that has no model yet answers as an endpoint that is not there. */
export const sageMakerService: ServiceModule<ServedEndpoint[]> = {
  name: 'SageMaker',
  resourceTypes,
  stateFolders: ['endpoints'],
  plan: (template) => {
    const definitions = planEndpoints(template);
    return async ({ options, access, logFolder, serve, onStop }) => {
      const endpoints = definitions.map((definition): ServedEndpoint => {
        const baseFolder = join(options.stateFolder, 'endpoints', definition.name);
        const server = new ModelServer({
          imageFolder: definition.imageFolder,
          baseFolder,
          environment: { ...definition.environment, ...options.containerEnvironment?.(baseFolder) },
          logFile: join(logFolder, `serve-${definition.name}.log`),
          log: options.log,
          health: options.health,
        });
        onStop(() => server.stop());
        return { ...definition, server };
      });
      const startable = endpoints.filter(({ server }) => server.hasModel());
      await Promise.all(
        startable.map(({ server }) => server.start().catch((error: Error) => options.log(error.message))),
      );
      serve(new SageMakerRuntimeApi(endpoints, access));
      return endpoints;
    };
  },
};
