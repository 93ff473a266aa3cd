import { describeProblem, placementOrDefault, placementProblem, quote } from './checks.ts';
import { batchUsersPrefix } from './batches.ts';
import { maximumRankedItems, storedListSize } from './limits.ts';

const nameCharacters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-';
const longestName = 200;

/** What `requestBatchRecommendations` may say; null counts as left out. */
export interface BatchRequest {
  placement?: string | null;
  limit?: number | null;
  usersKey?: string | null;
  store?: boolean | null;
}

/** Why a batch is refused, or null. */
export function batchRequestProblem({ placement, limit, usersKey, store }: BatchRequest, path: string): string | null {
  const wanted = limit ?? storedListSize;
  // A stored list that is shorter counts as all that the model had to say.
  const fewest = store ? storedListSize : 1;
  return (
    placementProblem(`${path}.placement`, placementOrDefault(placement)) ??
    (wanted < fewest || wanted > maximumRankedItems
      ? describeProblem(`${path}.limit`, `${wanted}`, `${fewest} to ${maximumRankedItems}${store ? ' with store' : ''}`)
      : null) ??
    (usersKey !== null && usersKey !== undefined && !isUsersKey(usersKey)
      ? describeProblem(
          `${path}.usersKey`,
          quote(usersKey),
          `"${batchUsersPrefix}" and a name of 1 to ${longestName} letters, digits, ".", "_" and "-"`,
        )
      : null)
  );
}

function isUsersKey(key: string): boolean {
  const name = key.slice(batchUsersPrefix.length);
  return (
    key.startsWith(batchUsersPrefix) &&
    name.length >= 1 &&
    name.length <= longestName &&
    name.split('').every((character) => nameCharacters.includes(character))
  );
}
