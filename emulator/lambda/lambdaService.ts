import { join } from 'node:path';
import { cloudwatchService, createMetricReader } from '../cloudwatch/index.ts';
import type { ServiceModule } from '../service/ServiceModule.ts';
import { sqsService } from '../sqs/index.ts';
import { deployCode } from './deployCode.ts';
import { LambdaFunction } from './LambdaFunction.ts';
import { LambdaFunctions } from './LambdaFunctions.ts';
import { planFunctions } from './planFunctions.ts';
import { resourceTypes } from './resourceTypes.ts';
import { sandboxEnvironment } from './sandboxEnvironment.ts';

export const lambdaService: ServiceModule<LambdaFunctions> = {
  name: 'Lambda',
  resourceTypes,
  stateFolders: ['lambda'],
  plan: (template) => {
    const definitions = planFunctions(template);
    return ({ options, region, access, gatewayUrl, logFolder, service, serve, onStop }) => {
      const queues = service(sqsService);
      const { metrics } = service(cloudwatchService);
      const functions = definitions.map((definition) => {
        const taskRoot = deployCode(definition, join(options.stateFolder, 'lambda'));
        const credentials = access.credentials.issue(definition.roleArn, definition.name);
        const environment = sandboxEnvironment(definition, { region, endpoint: gatewayUrl, credentials, taskRoot });
        const dimensions = { FunctionName: definition.name };
        return new LambdaFunction({
          definition,
          taskRoot,
          environment,
          logFolder,
          onFailure: options.log,
          idle: options.serverlessIdle,
          onMetric: (name, value) =>
            metrics.put({ namespace: 'AWS/Lambda', name, dimensions, timestamp: Date.now(), values: [value] }),
          readOutput: () => createMetricReader((datum) => metrics.put(datum)),
        });
      });
      const running = new LambdaFunctions(functions, access, (arn, body) => queues.send(arn, body));
      onStop(() => running.stop());
      serve(running);
      for (const one of functions) if (options.warm?.(one.definition.logicalId)) one.warm();
      return running;
    };
  },
};
