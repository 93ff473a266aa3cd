/** How much a pair of items depends on how close together the user touched the two. */
export interface ProximityParameters {
  /** 0 to 1: 0 counts all pairs of a user alike, 1 only near ones. */
  proximity: number;
  /** Interactions after which closeness has fallen to 1/e. The kernel is exponential, which keeps X'X positive. */
  reach: number;
}

/**
 * What a pair counts by the number of places between its items in the user's row, for rows up to `longest`: items of one
 * sitting say more about each other than items of two years.
 */
export function proximityKernel({ proximity, reach }: ProximityParameters, longest: number): Float64Array {
  return Float64Array.from({ length: longest }, (_, gap) => 1 - proximity + proximity * Math.exp(-gap / reach));
}

/** The length of the longest row. */
export function longestRow(offsets: Uint32Array): number {
  let longest = 0;
  for (let row = 0; row + 1 < offsets.length; row += 1) longest = Math.max(longest, offsets[row + 1] - offsets[row]);
  return longest;
}
