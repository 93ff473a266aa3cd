import type { ErasedCounts, ErasedRow, RemainingCopy } from '../../schema/contract/erasure.ts';
import type { MergedMark } from '../../schema/contract/merges.ts';
import { userDataKinds } from '../../schema/contract/userRows.ts';
import type { ErasureReceipt } from '../../schema/generated/types.ts';
import type { Refusal } from './interaction.ts';
import { visitorMerged } from './merge.ts';

/** What the steps of `deleteUserData` share. */
export interface ErasureStash {
  userId: string;
  /** The mark as it is, once it was read. */
  erased?: ErasedRow | null;
}

/** Why nothing is recorded of somebody whose data were erased. */
export const userErased = {
  errorType: 'UserErased',
  message: 'The data of this user were erased, and nothing more is recorded of them. Use another user id.',
};

/** Why nothing is recorded of a user who has a mark. */
export function refusalOf({ status }: ErasedRow | MergedMark): Refusal {
  return status === 'MERGED' ? visitorMerged : userErased;
}

/** The mark of an erasure as the API answers it. */
export function toReceipt(userId: string, row: ErasedRow): ErasureReceipt {
  const counts = JSON.parse(row.counts ?? '{}') as ErasedCounts;
  const remaining = JSON.parse(row.remaining ?? '[]') as RemainingCopy[];
  return {
    erasureId: row.erasureId,
    userId,
    status: row.status,
    requestedAt: row.requestedAt,
    erasedAt: row.erasedAt ?? null,
    erased: userDataKinds.flatMap((kind) => {
      const count = counts[kind];
      return count ? [{ kind, count }] : [];
    }),
    remaining: remaining.map(({ place, modelVersion, until, note }) => ({
      place,
      modelVersion: modelVersion ?? null,
      until: until ?? null,
      note,
    })),
  };
}
