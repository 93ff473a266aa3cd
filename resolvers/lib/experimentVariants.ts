import { describeProblem, placementProblem, quote } from '../../schema/contract/checks.ts';
import type { ExperimentVariant } from '../../schema/contract/feedback.ts';
import {
  maximumExperimentBytes,
  maximumRuleItems,
  maximumVariantCharacters,
  maximumVariants,
  wholeShare,
} from '../../schema/contract/limits.ts';
import type { ExperimentVariantInput } from '../../schema/generated/types.ts';
import { requireId, requireNumber } from './checks.ts';
import { invalidInput, requireNone } from './invalidInput.ts';
import { itemIdsOf, readPlacementSettings } from './placementSettings.ts';
import { utf8Bytes } from './utf8Bytes.ts';

/** What the steps of `putExperiment` share. */
export interface ExperimentStash {
  variants: ExperimentVariant[];
}

/** The variants as they are kept, or the end of the request with `InvalidInput`. */
export function readVariants(given: ExperimentVariantInput[]): ExperimentVariant[] {
  if (given.length < 2 || given.length > maximumVariants) {
    invalidInput('input.variants', `${given.length} variants`, `2 to ${maximumVariants}`);
  }
  const variants = given.map(({ variant, share, settings, modelVersion }, index) => {
    const path = `input.variants[${index}]`;
    if (variant.length > maximumVariantCharacters || placementProblem(path, variant)) {
      const allowed = `1 to ${maximumVariantCharacters} letters, digits, "_" and "-"`;
      requireNone(describeProblem(`${path}.variant`, quote(variant), allowed));
    }
    requireNumber(`${path}.share`, share, 0.01, 0.99, 0);
    const read: ExperimentVariant = { variant, share: Math.round(share * wholeShare) };
    if (settings) read.settings = readPlacementSettings(`${path}.settings`, settings);
    if (modelVersion) {
      requireId(`${path}.modelVersion`, modelVersion);
      read.modelVersion = modelVersion;
    }
    return read;
  });
  const names = variants.map(({ variant }) => variant);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated) invalidInput('input.variants', `${quote(repeated)} twice`, 'different variants');
  const items = itemIdsOf(variants.map(({ settings }) => settings ?? {})).length;
  if (items > maximumRuleItems) {
    invalidInput('input.variants', `${items} items in rules`, `at most ${maximumRuleItems} different ones`);
  }
  const bytes = utf8Bytes(JSON.stringify(variants)) ?? 0;
  if (bytes > maximumExperimentBytes) {
    invalidInput('input.variants', `${bytes} bytes of JSON`, `at most ${maximumExperimentBytes}`);
  }
  return variants;
}
