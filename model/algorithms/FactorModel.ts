import { FoldIn, principalAxes } from '../kernels/index.ts';
import type { Moments } from '../kernels/index.ts';
import type { History } from '../data/History.ts';
import { FactorScorer } from '../scoring/FactorScorer.ts';
import type { Scorer } from '../scoring/Scorer.ts';
import type { ScoringWorkspace } from '../scoring/ScoringWorkspace.ts';
import type { ComponentArtifact, FittedModel } from './Recommender.ts';

export interface FoldInParameters {
  /** Length of an item's vector, a multiple of 4. */
  dimensions: number;
  /** Weight of the assumption that everything untouched is disliked a little. */
  unobservedWeight: number;
  regularisation: number;
  /** Regularisation grows with the number of events to this power (Rendle et al. 2021, "iALS revisited"). */
  frequencyExponent: number;
}

/**
 * Item vectors with a user vector worked out from the history at scoring time (fold-in): the least-squares solution
 * that alternating least squares would find for this user, so nothing is stored per user. Exact, which lets each
 * event's part of a score be told (Hu, Koren, Volinsky 2008, section 5). Vectors are kept turned to their principal
 * axes, where the matrix that all users share is diagonal.
 */
export class FactorModel implements FittedModel {
  /** Items x dimensions, turned to their principal axes. */
  readonly #vectors: Float32Array;
  readonly #moments: Moments;
  readonly #parameters: FoldInParameters;

  /** `factors`: items x dimensions, row-major; with `moments` only when they are turned to their axes already. */
  constructor(factors: Float32Array, parameters: FoldInParameters, moments?: Moments) {
    const axes = moments === undefined ? principalAxes(factors, parameters.dimensions) : { vectors: factors, moments };
    this.#vectors = axes.vectors;
    this.#moments = axes.moments;
    this.#parameters = parameters;
  }

  createScorer(scoring: ScoringWorkspace): Scorer {
    const vectors = scoring.hold(this.#vectors);
    const foldIn = new FoldIn(vectors, this.#parameters.dimensions);
    let events = 0;
    return new FactorScorer(scoring, vectors, this.#moments, {
      query: (history) => {
        events = history.items.length;
        return this.#foldedIn(history, foldIn, scoring.items);
      },
      explain: (items, reasons) => reasons.addEvents('SIMILAR_USERS', foldIn.shares(items), events),
    });
  }

  /** Items x dimensions. */
  get vectors(): Float32Array {
    return this.#vectors;
  }

  save(): ComponentArtifact {
    return { parameters: { ...this.#parameters }, arrays: { factors: this.#vectors, ...this.#moments } };
  }

  static load({ parameters, arrays }: ComponentArtifact): FactorModel {
    const { factors, squares, sums } = arrays as { factors: Float32Array; squares?: Float64Array; sums?: Float64Array };
    const moments = squares === undefined || sums === undefined ? undefined : { squares, sums };
    return new FactorModel(factors, parameters as unknown as FoldInParameters, moments);
  }

  /** The user's vector; it is overwritten by the next call. */
  #foldedIn({ items, weights }: History, foldIn: FoldIn, catalogueSize: number): Float32Array {
    const { unobservedWeight, regularisation, frequencyExponent } = this.#parameters;
    let strength = 0;
    for (let event = 0; event < weights.length; event += 1) strength += Math.abs(weights[event]);
    const penalty = regularisation * (strength + unobservedWeight * catalogueSize) ** frequencyExponent;
    const diagonal = this.#moments.squares.map((square) => unobservedWeight * square + penalty);
    return foldIn.solve({ items, weights, diagonal });
  }
}
