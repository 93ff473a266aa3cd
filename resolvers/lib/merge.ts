import { util } from '@aws-appsync/utils';
import type { MergeRefusal, MergeState } from '../../schema/contract/merges.ts';

/** What the steps of `mergeUser` and `undoMerge` share. */
export interface MergeStash {
  begin:
    { step: 'begin'; userId: string; anonymousId: string } | { step: 'beginUndo'; userId: string; visitorId: string };
  /** Until the workflow goes on with what the request leaves. */
  settleSeconds: number;
  /** Of a merge that is at work; left out when nothing is left to do. */
  mergeId?: string | null;
  merge?: MergeState | null;
}

/** Why nothing is recorded of a visitor who became somebody. */
export const visitorMerged = {
  errorType: 'VisitorMerged',
  message: 'This visitor became a user, and nothing more is recorded of the visitor. Send it as the user, signed in.',
};

/** Ends the request with what the function has against it. */
export function raiseRefusal({ errorType, message }: MergeRefusal): never {
  util.error(message, errorType);
}
