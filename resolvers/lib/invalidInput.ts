import { util } from '@aws-appsync/utils';
import { describeProblem } from '../../schema/contract/checks.ts';

/**
 * Ends the request with `InvalidInput`, naming the argument, what was received and what is allowed.
 *
 * @param argument - the path of the argument, for example `input.itemId`
 * @param received - what was wrong about the value, never a long text of the client
 * @param allowed - what to send instead
 */
export function invalidInput(argument: string, received: string, allowed: string): never {
  refuse(describeProblem(argument, received, allowed));
}

/** Ends the request with `InvalidInput` when a check found a problem. */
export function requireNone(problem: string | null): void {
  if (problem) refuse(problem);
}

function refuse(problem: string): never {
  util.error(problem, 'InvalidInput');
}
