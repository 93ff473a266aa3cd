import { dynamodbService } from '../dynamodb/index.ts';
import { lambdaService } from '../lambda/index.ts';
import { sqsService } from '../sqs/index.ts';
import type { ServiceModule } from '../service/ServiceModule.ts';
import { planStateMachines } from './planStateMachines.ts';
import { resourceTypes } from './resourceTypes.ts';
import { createStateMachineApi, StateMachines } from './StateMachines.ts';

export const stepFunctionsService: ServiceModule<StateMachines> = {
  name: 'Step Functions',
  resourceTypes,
  plan: (template) => {
    const definitions = planStateMachines(template);
    return ({ options, access, logFolder, service, serve, onStop }) => {
      const functions = service(lambdaService);
      const queues = service(sqsService);
      const withServices = definitions.map((definition) => {
        const { roleArn, name: session } = definition;
        const principal = access.credentials.principal(roleArn, session);
        return {
          ...definition,
          services: {
            dynamodb: service(dynamodbService).clientOf(roleArn, session),
            invokeFunction: async (name: string, event: string) => {
              functions.require(principal, name);
              return functions.invoke(name, event);
            },
            invokeFunctionLater: (name: string, event: string) => {
              functions.require(principal, name);
              functions.invokeLater(name, event);
            },
            sendToQueue: (url: string, body: string) => {
              access.require(principal, 'sqs:SendMessage', queues.find(url).arn);
              return queues.send(url, body);
            },
          },
        };
      });
      const machines = new StateMachines(withServices, logFolder, options.log);
      onStop(() => machines.stop());
      serve(createStateMachineApi(machines, access));
      return machines;
    };
  },
};
