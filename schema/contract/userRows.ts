import type { UserDataKind } from '../generated/types.ts';
import { suspectSortKey } from './anomalies.ts';
import { variantPrefix } from './feedback.ts';
import {
  erasedSortKey,
  impressionPrefix,
  interactionPrefix,
  presenceSortKey,
  seenPrefix,
  storedListPrefix,
  visitorPrefix,
} from './keys.ts';
import { shownPrefix } from './metrics.ts';

/** Every kind of what is kept of a user, in the order in which receipts name them. */
export const userDataKinds: UserDataKind[] = [
  'INTERACTION',
  'IMPRESSION',
  'STORED_LIST',
  'PRESENCE',
  'SEEN_ITEMS',
  'SHOWN_LISTS',
  'EXPERIMENT_VARIANT',
  'ANOMALY_MARK',
  'HELD_INTERACTION',
  'MERGE',
  'OTHER',
  'FAILED_MESSAGE',
];

/** The kinds of rows of a user's partition, by what their sort key begins with. */
const kindOfPrefix: [string, UserDataKind][] = [
  [interactionPrefix, 'INTERACTION'],
  [impressionPrefix, 'IMPRESSION'],
  [storedListPrefix, 'STORED_LIST'],
  [presenceSortKey, 'PRESENCE'],
  [seenPrefix, 'SEEN_ITEMS'],
  [shownPrefix, 'SHOWN_LISTS'],
  [variantPrefix, 'EXPERIMENT_VARIANT'],
  [suspectSortKey, 'ANOMALY_MARK'],
  [visitorPrefix, 'MERGE'],
  [erasedSortKey, 'ERASURE'],
];

/** What a row of a user's partition is. */
export function kindOfUserRow(sortKey: string): UserDataKind {
  const known = kindOfPrefix.find(([prefix]) => sortKey.startsWith(prefix));
  return known ? known[1] : 'OTHER';
}

/** Whether an erasure deletes the row: all but the mark. */
export function isErasable(sortKey: string): boolean {
  return sortKey !== erasedSortKey;
}
