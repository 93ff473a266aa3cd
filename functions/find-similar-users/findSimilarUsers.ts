import type { SimilarUser } from '../../schema/generated/types.ts';
import { peopleCompared, peopleMarked, type SimilarUsersRequest } from '../../schema/contract/similarUsers.ts';
import type { EvidenceTable } from './EvidenceTable.ts';
import { itemWeight, similarity } from './similarity.ts';

/**
 * Who is interested in the same items as a person: whoever has most of them in common is found by the index, then
 * compared by all that they are interested in themselves, so that who does much of everything is like nobody.
 * @returns the most similar first; nobody for somebody of whom nothing is known
 */
export async function findSimilarUsers(
  { userId, limit }: SimilarUsersRequest,
  table: EvidenceTable,
): Promise<SimilarUser[]> {
  const [itemIds, own] = await Promise.all([table.itemsOf(userId), table.marksOf([userId])]);
  if (itemIds.length === 0 || own.get(userId) === 'gone') return [];

  const peopleByItem = await Promise.all(
    itemIds.map(async (itemId) => (await table.peopleOf(itemId)).filter((other) => other !== userId)),
  );
  const weights = new Map(itemIds.map((itemId, index) => [itemId, itemWeight(peopleByItem[index].length + 1)]));
  const found = new Map<string, number>();
  itemIds.forEach((itemId, index) => {
    for (const other of peopleByItem[index]) {
      found.set(other, (found.get(other) ?? 0) + (weights.get(itemId) ?? 0));
    }
  });
  const promising = [...found]
    .toSorted(([one, first], [other, second]) => second - first || inOrder(one, other))
    .slice(0, peopleMarked)
    .map(([other]) => other);

  const marks = await table.marksOf(promising);
  const shown = promising.filter((other) => !marks.has(other)).slice(0, peopleCompared);
  const compared = await Promise.all(
    shown.map(async (other): Promise<SimilarUser> => {
      const theirs = await table.itemsOf(other);
      const isTheirs = new Set(theirs);
      return {
        userId: other,
        similarity: similarity(weights, theirs),
        commonItemIds: itemIds
          .filter((itemId) => isTheirs.has(itemId))
          .toSorted((one, second) => (weights.get(second) ?? 0) - (weights.get(one) ?? 0)),
      };
    }),
  );
  return compared
    .filter(({ commonItemIds }) => commonItemIds.length > 0)
    .toSorted((one, other) => other.similarity - one.similarity || inOrder(one.userId, other.userId))
    .slice(0, limit);
}

/** Of two people alike, always the same one comes first. */
const inOrder = (one: string, other: string): number => (one < other ? -1 : 1);
