import { jobs, type Job } from './jobKinds.ts';
import { servesOperation } from './sdkServices.ts';

const optimized = [
  'lambda:invoke',
  ...['getItem', 'putItem', 'updateItem', 'deleteItem'].map((operation) => `dynamodb:${operation}`),
  'sqs:sendMessage',
  'sns:publish',
  'states:startExecution',
  ...jobs,
  ...['createModel', 'createEndpointConfig', 'createEndpoint', 'updateEndpoint'].map(
    (operation) => `sagemaker:${operation}`,
  ),
];

/** The job that a task waits for, when it does. */
export const jobOf = (resource: string): Job | undefined =>
  jobs.find((job) => resource === `arn:aws:states:::${job}.sync`);

/** Why a Task state with this resource does not run here, or undefined when it does. */
export function refuseTask(resource: string, type: 'EXPRESS' | 'STANDARD'): string | undefined {
  if (/^arn:aws:lambda:[^:]*:[^:]*:function:.+$/.test(resource)) return undefined;
  const integration = /^arn:aws:states:::(.+)$/.exec(resource)?.[1] ?? '';
  if (jobOf(resource) !== undefined) {
    return type === 'STANDARD' ? undefined : `Express machines do not wait for jobs (${resource}), on AWS neither`;
  }
  const [, service = '', operation = ''] = /^aws-sdk:(\w+):(\w+)$/.exec(integration) ?? [];
  return optimized.includes(integration) || servesOperation(service, operation)
    ? undefined
    : `tasks of ${resource} are not emulated`;
}
