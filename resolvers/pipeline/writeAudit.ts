import { runtime, util, type Context } from '@aws-appsync/utils';
import { auditPartitionKey, auditSortKey } from '../../schema/contract/feedback.ts';
import { auditSeconds } from '../../schema/contract/limits.ts';
import { selfActor, type AuditStash } from '../lib/audit.ts';
import { callerName, isPrivileged } from '../lib/caller.ts';
import { raiseFailure } from '../lib/failure.ts';
import { presentInstant } from '../lib/presentInstant.ts';

/**
 * Writes down who asks for a change before it is made: a change that could not be written down is not made, and none
 * goes unnoticed.
 */
export function request(ctx: Context<unknown, AuditStash>) {
  const { audit } = ctx.stash;
  if (!audit) runtime.earlyReturn(ctx.prev?.result ?? {});
  const at = presentInstant();
  const auditId = util.autoUlid();
  return {
    operation: 'PutItem',
    key: util.dynamodb.toMapValues({ pk: auditPartitionKey(at), sk: auditSortKey(at, auditId) }),
    attributeValues: util.dynamodb.toMapValues({
      auditId,
      at,
      actor: isPrivileged(ctx.identity) ? callerName(ctx.identity) : selfActor,
      action: audit.action,
      subjects: audit.subjects,
      expiresAt: util.time.nowEpochSeconds() + auditSeconds,
    }),
  };
}

export function response(ctx: Context<unknown, AuditStash>) {
  if (ctx.error) raiseFailure(ctx.error);
  return ctx.prev?.result ?? {};
}
