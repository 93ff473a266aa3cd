import type { AuditAction } from '../../schema/generated/types.ts';
import { signedInUserId } from './caller.ts';

/** What a mutation of administrators leaves for `writeAudit`, which stands before the change in its pipeline. */
export interface AuditStash {
  audit?: { action: AuditAction; subjects: string[] } | null;
}

/** Stands for people who asked for something about themselves, where nobody is to be named. */
export const selfActor = 'SELF';

/** Written down where an administrator or a backend acts for somebody; what people do as themselves is not. */
export function auditForOthers(identity: unknown, userId: string, action: AuditAction): AuditStash['audit'] {
  return signedInUserId(identity) === userId ? null : { action, subjects: [] };
}
