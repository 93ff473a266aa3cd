import type { CatalogueItem, InvocationResponse } from '../../model/contract/index.ts';
import type { ItemFinding } from '../../schema/generated/types.ts';
import type { ModelFailure } from '../shared/createModelClient.ts';
import type { PlacementRules } from './PlacementRules.ts';

export interface StandingSearch {
  item: CatalogueItem;
  rules: PlacementRules;
  /** What the user's passing it over leaves of its distance to the lowest score, 1 when nothing was passed over. */
  left: number;
  /** How long the list is. */
  limit: number;
  /** Of the model; undefined when it gave none. */
  answer: InvocationResponse | undefined;
  failure: ModelFailure | undefined;
}

/** What the rules and the model do for an item, or against it, that no rule keeps out. */
export function findStanding({ item, rules, left, limit, answer, failure }: StandingSearch): ItemFinding[] {
  const found: ItemFinding[] = [];
  const place = rules.pinnedItemIds.indexOf(item.itemId);
  const add = (code: ItemFinding['code'], message: string, remedy: string | null = null): void => {
    found.push({ code, keepsOut: remedy !== null, message, remedy });
  };
  if (place >= 0) {
    add('PINNED', `The placement pins the item, as number ${place + 1} of ${rules.pinnedItemIds.length}.`);
  }
  const factor = (item.categories ?? []).reduce(
    (product, category) => product * (rules.categoryBoosts[category] ?? 1),
    rules.boosts[item.itemId] ?? 1,
  );
  if (factor !== 1) {
    add('BOOSTED', `The placement multiplies the item's distance to the lowest score by ${inWords(factor)}.`);
  }
  if (left < 1) {
    const share = `${Math.round(left * 100)} %`;
    add('PASSED_OVER', `The user was shown the item and passed it over, which leaves ${share} of that distance.`);
  }
  if (failure === 'UNKNOWN_ITEM') {
    add(
      'UNKNOWN_TO_MODEL',
      'The model has not learned of the item yet.',
      'Wait for the next training, or pin the item.',
    );
  } else if (!answer?.standing) {
    const message = `The model said nothing of the item: ${failure ?? 'its version is older than such questions'}.`;
    add('MODEL_NOT_ASKED', message, 'Ask again when the model answers.');
  } else {
    const { eligibleRank, factorNeeded } = answer.standing;
    const ranked = `Of the items that may be in the list the model ranks it at place ${eligibleRank}`;
    const boost = factorNeeded === undefined ? '' : `Boost it by ${inWords(factorNeeded)} or more, or `;
    const remedy = boost ? `${boost}pin it by putPlacement.` : 'Pin it by putPlacement.';
    if (eligibleRank <= limit) add('RANKED_HIGH', `${ranked}, and the list has ${limit}.`);
    else add('RANKED_LOWER', `${ranked}, and the list has only ${limit}.`, remedy);
  }
  return found;
}

/** Rounded up, so that what is enough stays enough. */
function inWords(factor: number): string {
  const scale = 10 ** Math.max(2, 2 - Math.floor(Math.log10(factor)));
  return String(Math.ceil(factor * scale - 1e-9) / scale);
}
