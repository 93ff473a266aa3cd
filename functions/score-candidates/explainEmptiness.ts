import type { CatalogueItem } from '../../model/contract/index.ts';
import type { ListNotice } from '../../schema/generated/types.ts';
import type { Catalogue } from './Catalogue.ts';
import { Eligibility } from './Eligibility.ts';
import type { EligibilityRules } from './Eligibility.ts';
import type { ParsedScoreInput } from './parseScoreInput.ts';
import { allFilters } from './PlacementRules.ts';
import type { PlacementRules } from './PlacementRules.ts';

/**
 * Which rule of the placement left an empty list empty: judged by the items to order or, for other lists, by a page of
 * the catalogue. None when the list would be empty without the rules as well.
 * @param request what the request itself rules out
 */
export async function explainEmptiness(
  { kind, placement, candidateItemIds = [] }: ParsedScoreInput,
  request: EligibilityRules,
  rules: PlacementRules,
  catalogue: Catalogue,
): Promise<ListNotice[]> {
  if (!rules.filter && !rules.buriedFilter && rules.buriedItemIds.size === 0) return [];
  const items: CatalogueItem[] =
    kind === 'RERANK' ? [...(await catalogue.read([...new Set(candidateItemIds)])).values()] : await catalogue.newest();
  const without = countAllowed(items, request);
  if (without === 0) return [];
  const filtered = countAllowed(items, { ...request, filter: allFilters(request.filter, rules.filter) });
  return filtered === 0
    ? [
        {
          code: 'FILTER_LEFT_NOTHING',
          message: `The filter of the placement "${placement}" keeps out all of ${without} items that could be here.`,
        },
      ]
    : [
        {
          code: 'BURIED_LEFT_NOTHING',
          message: `The placement "${placement}" buries all of ${filtered} items that could be here.`,
        },
      ];
}

function countAllowed(items: CatalogueItem[], rules: EligibilityRules): number {
  const eligibility = new Eligibility(rules);
  return items.filter((item) => eligibility.allows(item)).length;
}
