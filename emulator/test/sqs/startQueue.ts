import { createQueueApi, Queues } from '../../sqs/index.ts';
import type { Credentials } from '../../identity/index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';
import { makeAccess, startTestGateway } from '../helpers/startTestGateway.ts';

export const queueArn = 'arn:aws:sqs:us-east-1:000000000000:failures';
export const queueUrl = 'https://sqs.us-east-1.amazonaws.com/000000000000/failures';

/** A queue `failures` behind the gateway, and the credentials of a role that may do this with it. */
export async function startQueue(
  actions: string[] = ['*'],
  clock: () => number = Date.now,
): Promise<{ queues: Queues; endpoint: string; credentials: Credentials }> {
  const { access, credentials } = makeAccess(
    actions.map((action) => ({ Effect: 'Allow', Action: `sqs:${action}`, Resource: queueArn })),
  );
  const queues = new Queues(folderOfTest(), [{ name: 'failures', arn: queueArn, url: queueUrl }], clock);
  return { queues, endpoint: await startTestGateway(access, createQueueApi(queues, access)), credentials };
}
