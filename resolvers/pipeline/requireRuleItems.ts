import { runtime, util, type Context } from '@aws-appsync/utils';
import { quote } from '../../schema/contract/checks.ts';
import type { PlacementSettings } from '../../schema/contract/feedback.ts';
import { raiseFailure } from '../lib/failure.ts';
import { invalidInput } from '../lib/invalidInput.ts';
import { itemIdsOf } from '../lib/placementSettings.ts';
import type { ExperimentStash } from '../lib/experimentVariants.ts';
import type { PlacementStash } from '../lib/placementRows.ts';
import { projectionOf } from '../lib/projectionOf.ts';

type RuleStash = Partial<Pick<PlacementStash, 'settings'> & ExperimentStash>;

interface BatchResult {
  data: Record<string, ({ itemId: string } | null)[]>;
  unprocessedKeys?: Record<string, unknown[]> | null;
}

/** Asks whether the items that the rules name are in the catalogue. */
export function request(ctx: Context<unknown, RuleStash>) {
  const itemIds = itemIdsOf(rulesOf(ctx.stash).map(({ settings }) => settings));
  if (itemIds.length === 0) runtime.earlyReturn({});
  return {
    operation: 'BatchGetItem',
    tables: {
      [ctx.env.CATALOGUE_TABLE]: {
        keys: itemIds.map((itemId) => util.dynamodb.toMapValues({ itemId })),
        projection: projectionOf(['itemId']),
      },
    },
  };
}

/** A hidden item is one: it may be shown again. */
export function response(ctx: Context<unknown, RuleStash, undefined, undefined, BatchResult>) {
  if (ctx.error) raiseFailure(ctx.error);
  const table = ctx.env.CATALOGUE_TABLE;
  if ((ctx.result.unprocessedKeys?.[table] ?? []).length > 0) raiseFailure({ type: 'DynamoDB:ThroughputExceeded' });
  const found = (ctx.result.data[table] ?? []).map((item) => item?.itemId);
  rulesOf(ctx.stash).forEach(({ path, settings }) => {
    const rules = [
      { name: 'pinned', itemIds: (settings.pinned ?? []).map(({ itemId }) => itemId) },
      { name: 'boosted', itemIds: (settings.boosted ?? []).map(({ itemId }) => itemId ?? null) },
      { name: 'buried', itemIds: (settings.buried ?? []).map(({ itemId }) => itemId ?? null) },
    ];
    rules.forEach(({ name, itemIds }) => {
      itemIds.forEach((itemId, index) => {
        if (itemId && !found.includes(itemId)) {
          invalidInput(`${path}.${name}[${index}].itemId`, quote(itemId), 'an item of the catalogue');
        }
      });
    });
  });
  return {};
}

/** The settings that the request brings, of a placement or of the variants of an experiment, and where they stand. */
function rulesOf({ settings, variants }: RuleStash): { path: string; settings: PlacementSettings }[] {
  return variants
    ? variants.map((variant, index) => ({
        path: `input.variants[${index}].settings`,
        settings: variant.settings ?? {},
      }))
    : [{ path: 'input.settings', settings: settings ?? {} }];
}
