import { util } from '@aws-appsync/utils';

/**
 * Ends the request with `InvalidInput`, naming the argument, what was received and what is allowed.
 *
 * @param argument - the path of the argument, for example `input.itemId`
 * @param received - what was wrong about the value, never a long text of the client
 * @param allowed - what to send instead
 */
export function invalidInput(argument: string, received: string, allowed: string): never {
  util.error(describeInvalidInput(argument, received, allowed), 'InvalidInput');
}

/** The message of `InvalidInput`, for outcomes that are reported per entry instead of ending the request. */
export function describeInvalidInput(argument: string, received: string, allowed: string): string {
  return `${argument}: received ${received}; allowed: ${allowed}.`;
}

/** A value in a message: quoted when it is text, cut to 60 characters. */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? 'nothing');
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
