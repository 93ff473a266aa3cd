import type { Dataset } from './Dataset.ts';

/**
 * The dataset reduced to the interactions that `keep` accepts (by position in the columns). Users and items keep their
 * indices, so that models fitted on a part can be compared with the whole; users may end up with no interaction.
 */
export function withInteractions(dataset: Dataset, keep: (position: number, user: number) => boolean): Dataset {
  const users = dataset.userIds.length;
  const userOffsets = new Uint32Array(users + 1);
  const positions = new Uint32Array(dataset.itemIndices.length);
  let kept = 0;
  for (let user = 0; user < users; user += 1) {
    for (let position = dataset.userOffsets[user]; position < dataset.userOffsets[user + 1]; position += 1) {
      if (keep(position, user)) positions[kept++] = position;
    }
    userOffsets[user + 1] = kept;
  }
  const order = positions.subarray(0, kept);
  const pick = <T extends Uint8Array | Uint32Array | Int16Array | Float32Array | Float64Array>(
    column: T,
    target: T,
  ): T => {
    for (let index = 0; index < order.length; index += 1) target[index] = column[order[index]];
    return target;
  };
  return {
    ...dataset,
    userOffsets,
    itemIndices: pick(dataset.itemIndices, new Uint32Array(order.length)),
    eventTypes: pick(dataset.eventTypes, new Uint8Array(order.length)),
    values: pick(dataset.values, new Float32Array(order.length)),
    timestamps: pick(dataset.timestamps, new Float64Array(order.length)),
    weights: pick(dataset.weights, new Float32Array(order.length)),
    devices: pick(dataset.devices, new Int16Array(order.length)),
  };
}
