/**
 * What a question for similar users reads at the most. Each bound is a bound of its cost: docs/similar-users.md.
 */

/** The newest interactions of a person that say what they are interested in. */
export const evidenceRead = 100;
/** Items of a person that are compared, those with the newest interactions. */
export const evidenceItems = 50;
/** The newest interactions that are looked at for each item. */
export const evidencePerItem = 100;
/** People with the most in common whose marks are looked at. */
export const peopleMarked = 100;
/** Of those who may be shown, how many are compared: the most that can be answered. */
export const peopleCompared = 50;
export const defaultSimilarUsers = 10;

/** What `similarUsers` asks of the function `find-similar-users`. */
export interface SimilarUsersRequest {
  userId: string;
  limit: number;
}
