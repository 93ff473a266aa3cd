import { join } from 'node:path';
import { cloudwatchService } from '../cloudwatch/index.ts';
import type { ServiceModule } from '../service/ServiceModule.ts';
import { resourceTypes } from './resourceTypes.ts';
import { ModelServer } from './serving/ModelServer.ts';
import type { EndpointProcess } from './serving/Endpoints.ts';
import { planEndpoints, type EndpointDefinition } from './serving/planEndpoints.ts';
import { SageMakerRuntimeApi } from './serving/SageMakerRuntimeApi.ts';
import type { ServingEndpoint } from './serving/ServingEndpoint.ts';
import { startSageMaker } from './startSageMaker.ts';

/** An endpoint of the template with the container that answers for it. */
export interface ServedEndpoint extends EndpointDefinition {
  server: ModelServer;
}

export interface RunningSageMaker {
  /** The endpoints of the template. */
  endpoints: ServedEndpoint[];
  /** Of an endpoint that was made by a call; undefined while it is not in service. */
  processOf(endpointName: string): EndpointProcess | undefined;
}

/** One that has no model yet is not there for callers. */
const asServing = ({ server, ...endpoint }: ServedEndpoint): ServingEndpoint => ({
  ...endpoint,
  isThere: () => server.hasModel(),
  invoke: (headers, body) => server.invoke(headers, body),
});

/** The endpoints of the template, and what calls of the API make: jobs, models and further endpoints. */
export const sageMakerService: ServiceModule<RunningSageMaker> = {
  name: 'SageMaker',
  resourceTypes,
  stateFolders: ['endpoints', 'sagemaker'],
  plan: (template) => {
    const definitions = planEndpoints(template);
    const roles = new Set(template.ofType('AWS::IAM::Role').map(({ attributes }) => String(attributes.Arn)));
    const { images } = template.assembly;
    return async (context) => {
      const { options, access, logFolder, region, accountId, gatewayUrl, service, serve, onStop } = context;
      const { metrics } = service(cloudwatchService);
      const environment = (baseFolder: string) => options.containerEnvironment?.(baseFolder) ?? {};
      const endpoints = definitions.map((definition): ServedEndpoint => {
        const baseFolder = join(options.stateFolder, 'endpoints', definition.name);
        const server = new ModelServer({
          imageFolder: definition.imageFolder,
          baseFolder,
          environment: { ...definition.environment, ...environment(baseFolder) },
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
      const made = startSageMaker({
        ...{ region, accountId, access, gatewayUrl, logFolder, roles, images, environment },
        folder: join(options.stateFolder, 'sagemaker'),
        idle: options.serverlessIdle,
        health: options.health,
        log: options.log,
      });
      made.resume();
      onStop(() => made.stop());
      serve(made.api);
      const ofTemplate = (name: string) => {
        const found = endpoints.find((endpoint) => endpoint.name.toLowerCase() === name.toLowerCase());
        return found && asServing(found);
      };
      serve(
        new SageMakerRuntimeApi(
          (name) => made.endpoints.find(name) ?? ofTemplate(name),
          access,
          // In microseconds: https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
          ({ name, variant }, milliseconds) =>
            metrics.put({
              ...{ namespace: 'AWS/SageMaker', name: 'ModelLatency' },
              dimensions: { EndpointName: name, VariantName: variant },
              ...{ timestamp: Date.now(), values: [Math.round(milliseconds * 1000)] },
            }),
        ),
      );
      return { endpoints, processOf: (name) => made.endpoints.processOf(name) };
    };
  },
};
