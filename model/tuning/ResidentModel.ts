import { algorithmNamed } from '../algorithms/index.ts';
import type { NamedModel } from '../hybrid/HybridModel.ts';
import type { Scorer } from '../scoring/Scorer.ts';
import { ScoringWorkspace } from '../scoring/ScoringWorkspace.ts';
import type { ResidentArray } from '../scoring/ScoringWorkspace.ts';

/** A model whose arrays lie where its scorer reads them, so that both together take the memory of one. */
export interface ResidentModel extends NamedModel {
  readonly scorer: Scorer;
}

/**
 * Moves a model that was fitted into a workspace of its own, as models under trial may together exceed what one can hold.
 * Whoever gives the model lets go of it, or its arrays stay beside their copies. `items`: length of the catalogue.
 */
export function makeResident({ algorithm, model }: NamedModel, items: number): ResidentModel {
  const { parameters, arrays } = model.save();
  const scoring = ScoringWorkspace.forArrays(items, Object.values(arrays), 1);
  const held = Object.entries(arrays).map(([name, array]) => [name, scoring.hold(array as ResidentArray)]);
  const resident = algorithmNamed(algorithm).load({ parameters, arrays: Object.fromEntries(held) });
  return { algorithm, model: resident, scorer: resident.createScorer(scoring) };
}
