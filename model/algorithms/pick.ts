/** The scores of the candidates, in their order; all scores when there are none given. */
export function pick(scores: Float32Array, candidates?: Uint32Array): Float32Array {
  return candidates === undefined ? scores : Float32Array.from(candidates, (item) => scores[item]);
}
