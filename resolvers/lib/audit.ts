import type { AuditAction } from '../../schema/generated/types.ts';

/** What a mutation of administrators leaves for `writeAudit`, which stands before the change in its pipeline. */
export interface AuditStash {
  audit?: { action: AuditAction; subjects: string[] } | null;
}

/** Stands for people who asked for something about themselves, where nobody is to be named. */
export const selfActor = 'SELF';
