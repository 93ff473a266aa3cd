import { createRowScanner, FoldIn } from '../kernels/index.ts';
import type { RowScanner } from '../kernels/index.ts';
import { FactorVoice } from '../voices/FactorVoice.ts';
import type { Voice } from '../voices/Voice.ts';
import type { VoiceRoom } from '../voices/VoiceRoom.ts';
import type {
  ComponentArtifact,
  Contribution,
  FittedModel,
  History,
  PreparedModel,
  ScoreContext,
} from './Recommender.ts';
import { pick } from './pick.ts';
import { principalAxes } from './principalAxes.ts';
import type { Moments } from './principalAxes.ts';

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
  readonly #scanner: RowScanner;
  readonly #moments: Moments;
  readonly #parameters: FoldInParameters;
  readonly #foldIn: FoldIn;

  /** `factors`: items x dimensions, row-major; with `moments` only when they are turned to their axes already. */
  constructor(factors: Float32Array, parameters: FoldInParameters, moments?: Moments) {
    const { dimensions } = parameters;
    const axes = moments === undefined ? principalAxes(factors, dimensions) : { vectors: factors, moments };
    this.#scanner = createRowScanner(axes.vectors, factors.length / dimensions, dimensions);
    this.#moments = axes.moments;
    this.#parameters = parameters;
    this.#foldIn = new FoldIn(this.#scanner.matrix, dimensions);
  }

  score(history: History, context: ScoreContext, candidates?: Uint32Array): Float32Array {
    return pick(this.prepare(history, context).scores, candidates);
  }

  explain(history: History, item: number): Contribution[] {
    this.#solve(history, this.#foldIn);
    const shares = this.#foldIn.shares([item]);
    return Array.from(history.items, (itemIndex, event) => ({
      code: 'SIMILAR_USERS',
      itemIndex,
      share: shares[event],
    }));
  }

  prepare(
    history: History,
    _context: ScoreContext,
    out: Float32Array = new Float32Array(this.#scanner.rows),
  ): PreparedModel {
    return {
      scores: this.#scanner.scan(this.#solve(history, this.#foldIn), out),
      explain: (item) => this.explain(history, item),
    };
  }

  createVoice(room: VoiceRoom): Voice {
    const foldIn = new FoldIn(this.#scanner.matrix, this.#parameters.dimensions);
    let events = 0;
    return new FactorVoice(room, this.#scanner.matrix, this.#moments, {
      query: (history) => {
        events = history.items.length;
        return this.#solve(history, foldIn);
      },
      explain: (items, reasons) => reasons.addEvents('SIMILAR_USERS', foldIn.shares(items), events),
    });
  }

  save(): ComponentArtifact {
    const { squares, sums } = this.#moments;
    return { parameters: { ...this.#parameters }, arrays: { factors: this.#scanner.matrix.slice(), squares, sums } };
  }

  static load({ parameters, arrays }: ComponentArtifact): FactorModel {
    const { factors, squares, sums } = arrays as { factors: Float32Array; squares?: Float64Array; sums?: Float64Array };
    const moments = squares === undefined || sums === undefined ? undefined : { squares, sums };
    return new FactorModel(factors, parameters as unknown as FoldInParameters, moments);
  }

  /** The user's vector; it is overwritten by the next call. */
  #solve({ items, weights }: History, foldIn: FoldIn): Float32Array {
    const { unobservedWeight, regularisation, frequencyExponent } = this.#parameters;
    let strength = 0;
    for (let event = 0; event < weights.length; event += 1) strength += Math.abs(weights[event]);
    const penalty = regularisation * (strength + unobservedWeight * this.#scanner.rows) ** frequencyExponent;
    const diagonal = this.#moments.squares.map((square) => unobservedWeight * square + penalty);
    return foldIn.solve({ items, weights, diagonal });
  }
}
