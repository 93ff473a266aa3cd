import { join } from 'node:path';
import { cloudwatchService } from '../cloudwatch/index.ts';
import { dynamodbService } from '../dynamodb/index.ts';
import { lambdaService } from '../lambda/index.ts';
import { sqsService } from '../sqs/index.ts';
import type { ServiceContext, ServiceModule } from '../service/ServiceModule.ts';
import type { ResolvedTemplate } from '../template/index.ts';
import { createStateMachineApi } from './createStateMachineApi.ts';
import { planStateMachines, type PlannedStateMachine } from './planStateMachines.ts';
import { resourceTypes } from './resourceTypes.ts';
import { StateMachines } from './StateMachines.ts';
import { createAwsCalls } from './tasks/createAwsCalls.ts';
import { jobKinds } from './tasks/jobKinds.ts';
import type { TaskServices } from './tasks/runTask.ts';

const createServices = (
  { roleArn, name: session }: PlannedStateMachine,
  { access, service, gatewayUrl, region }: ServiceContext,
): TaskServices => {
  const functions = service(lambdaService);
  const queues = service(sqsService);
  const principal = access.credentials.principal(roleArn, session);
  return {
    dynamodb: service(dynamodbService).clientOf(roleArn, session),
    invokeFunction: async (name, event) => {
      functions.require(principal, name);
      return functions.invoke(name, event);
    },
    invokeFunctionLater: (name, event) => {
      functions.require(principal, name);
      functions.invokeLater(name, event);
    },
    sendToQueue: (url, body) => {
      access.require(principal, 'sqs:SendMessage', queues.find(url).arn);
      return queues.send(url, body);
    },
    call: createAwsCalls({ endpoint: gatewayUrl, region, credentials: access.credentials.issue(roleArn, session) }),
  };
};

/** AWS makes the rules by which it hears of jobs when it makes the machine, as the machine's role. */
const assertManagedRules = (
  { jobs, roleArn, resource }: PlannedStateMachine,
  { access, region, accountId }: ServiceContext,
  template: ResolvedTemplate,
): void => {
  for (const job of jobs) {
    const rule = `arn:aws:events:${region}:${accountId}:rule/${jobKinds[job].rule}`;
    const missing = ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'].filter(
      (action) => !access.allows({ roleArn }, action, rule),
    );
    if (missing.length > 0) {
      template.refuse(
        resource,
        `'${roleArn}' is not authorized to create managed-rule. (${missing.join(', ')} on ${rule})`,
      );
    }
  }
};

export const stepFunctionsService: ServiceModule<StateMachines> = {
  name: 'Step Functions',
  resourceTypes,
  stateFolders: ['executions'],
  plan: (template) => {
    const planned = planStateMachines(template);
    return (context) => {
      const { options, access, logFolder, service, serve, onReady, onStop } = context;
      const { metrics } = service(cloudwatchService);
      planned.forEach((machine) => assertManagedRules(machine, context, template));
      const machines = new StateMachines({
        machines: planned.map((machine) => ({ ...machine, services: createServices(machine, context) })),
        logFolder,
        journalFolder: join(options.stateFolder, 'executions'),
        onFailure: options.log,
        // https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
        onMetric: (name, value, dimensions) =>
          metrics.put({ namespace: 'AWS/States', name, dimensions, timestamp: Date.now(), values: [value] }),
      });
      onReady(() => machines.resume());
      onStop(() => machines.stop());
      serve(createStateMachineApi(machines, access));
      return machines;
    };
  },
};
