import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { WorkflowStart } from '../../schema/contract/scoring.ts';
import type { Listening } from './listenersOf.ts';
import type { RecordedInteraction } from './RecordedInteraction.ts';

export type StartWorkflow = (input: WorkflowStart) => Promise<void>;

export function createWorkflowStarter(client: SFNClient, stateMachineArn: string): StartWorkflow {
  return async (input) => {
    await client.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }));
  };
}

/**
 * Starts the workflow once for each user and placement listened to, however many interactions the user had.
 * @returns how many executions were started, and users for whom one could not be, with the error
 */
export async function startWorkflows(
  start: StartWorkflow,
  interactions: RecordedInteraction[],
  listeners: ReadonlyMap<string, Listening[]>,
): Promise<{ started: number; failed: Map<string, Error> }> {
  const ofUsers = new Map<string, { basedOn: string; itemIds: Set<string> }>();
  for (const { userId, itemId, recordedAt } of interactions) {
    const { basedOn, itemIds } = ofUsers.get(userId) ?? { basedOn: '', itemIds: new Set<string>() };
    ofUsers.set(userId, { basedOn: recordedAt > basedOn ? recordedAt : basedOn, itemIds: itemIds.add(itemId) });
  }
  let started = 0;
  const failed = new Map<string, Error>();
  await Promise.all(
    [...ofUsers].flatMap(([userId, { basedOn, itemIds }]) =>
      (listeners.get(userId) ?? []).map(async ({ placement, request, asksForItems }) => {
        try {
          const input = { userId, placement, basedOn: after(request, basedOn), itemIds: [...itemIds] };
          await start(asksForItems ? input : { ...input, asksForItems });
          started += 1;
        } catch (error) {
          failed.set(userId, error as Error);
        }
      }),
    ),
  );
  return { started, failed };
}

/**
 * The clocks of the hosts that record differ: what comes when a request has been taken up is based on more than that,
 * even if it was recorded by a clock that is behind. So only a request that was taken up after this one was recorded,
 * and whose history has it, can supersede it.
 */
const after = (request: string | undefined, recordedAt: string): string =>
  request === undefined || request < recordedAt ? recordedAt : new Date(Date.parse(request) + 1).toISOString();
