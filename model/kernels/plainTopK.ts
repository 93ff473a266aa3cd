/**
 * Indices of the k highest scores, best first; equal scores keep the lower index first. NaN and -Infinity never
 * qualify, so callers mask by -Infinity. A bounded heap: O(n) for the common case that few scores beat the k-th.
 */
export function plainTopK(scores: ArrayLike<number>, k: number, length: number = scores.length): Uint32Array {
  const capacity = Math.min(k, length);
  if (capacity <= 0) return new Uint32Array(0);
  const heap = new Uint32Array(capacity);
  let size = 0;
  let threshold = Number.NEGATIVE_INFINITY;

  // The root is the worst kept entry: the lowest score, and of equal scores the highest index.
  const isWorse = (a: number, b: number): boolean => scores[a] < scores[b] || (scores[a] === scores[b] && a > b);
  const siftDown = (start: number, end: number): void => {
    const value = heap[start];
    let node = start;
    for (;;) {
      let child = 2 * node + 1;
      if (child >= end) break;
      if (child + 1 < end && isWorse(heap[child + 1], heap[child])) child += 1;
      if (!isWorse(heap[child], value)) break;
      heap[node] = heap[child];
      node = child;
    }
    heap[node] = value;
  };

  for (let index = 0; index < length; index += 1) {
    const score = scores[index];
    if (!(score > threshold)) continue;
    if (size < capacity) {
      let node = size;
      size += 1;
      while (node > 0) {
        const parent = (node - 1) >> 1;
        if (!isWorse(index, heap[parent])) break;
        heap[node] = heap[parent];
        node = parent;
      }
      heap[node] = index;
    } else {
      heap[0] = index;
      siftDown(0, size);
    }
    if (size === capacity) threshold = scores[heap[0]];
  }
  for (let end = size - 1; end > 0; end -= 1) {
    const worst = heap[0];
    heap[0] = heap[end];
    heap[end] = worst;
    siftDown(0, end);
  }
  return heap.subarray(0, size);
}
