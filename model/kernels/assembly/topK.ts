// Indices of the highest scores by a bounded heap whose root is the worst entry kept; see plainTopK.ts.

/** Writes the indices of the `capacity` highest scores to `heap`, best first, and returns how many qualified. */
export function topK(scores: usize, length: i32, capacity: i32, heap: usize): i32 {
  let size = 0;
  let index = 0;
  for (; index < length && size < capacity; index++) {
    if (!(load<f32>(scores + (<usize>index << 2)) > -Infinity)) continue;
    let node = size++;
    while (node > 0) {
      const parent = (node - 1) >> 1;
      const above = entry(heap, parent);
      if (!isWorse(scores, index, above)) break;
      put(heap, node, above);
      node = parent;
    }
    put(heap, node, index);
  }
  if (size == capacity && capacity > 0) {
    let threshold = load<f32>(scores + (<usize>entry(heap, 0) << 2));
    let bar = f32x4.splat(threshold);
    // Sixteen scores at a time: most runs have none above the bar.
    while (index < length) {
      if (index + 16 <= length) {
        const at = scores + (<usize>index << 2);
        const any = v128.or(
          v128.or(f32x4.gt(v128.load(at), bar), f32x4.gt(v128.load(at, 16), bar)),
          v128.or(f32x4.gt(v128.load(at, 32), bar), f32x4.gt(v128.load(at, 48), bar)),
        );
        if (!v128.any_true(any)) {
          index += 16;
          continue;
        }
      }
      const end = min(index + 16, length);
      for (; index < end; index++) {
        if (!(load<f32>(scores + (<usize>index << 2)) > threshold)) continue;
        siftDown(scores, heap, index, size);
        threshold = load<f32>(scores + (<usize>entry(heap, 0) << 2));
      }
      bar = f32x4.splat(threshold);
    }
  }
  for (let end = size - 1; end > 0; end--) {
    const worst = entry(heap, 0);
    const last = entry(heap, end);
    put(heap, end, worst);
    siftDown(scores, heap, last, end);
  }
  return size;
}

/** Writes the indices of the bounds at or above `floor` to `out`, ascending, and returns how many there are. */
export function collectFrom(bounds: usize, length: i32, floor: f32, out: usize): i32 {
  const bar = f32x4.splat(floor);
  let to = out;
  let index = 0;
  for (; index + 16 <= length; index += 16) {
    const at = bounds + (<usize>index << 2);
    let found = i32x4.bitmask(f32x4.ge(v128.load(at), bar)) |
      (i32x4.bitmask(f32x4.ge(v128.load(at, 16), bar)) << 4) |
      (i32x4.bitmask(f32x4.ge(v128.load(at, 32), bar)) << 8) |
      (i32x4.bitmask(f32x4.ge(v128.load(at, 48), bar)) << 12);
    while (found != 0) {
      store<i32>(to, index + ctz(found));
      to += 4;
      found &= found - 1;
    }
  }
  for (; index < length; index++) {
    if (!(load<f32>(bounds + (<usize>index << 2)) >= floor)) continue;
    store<i32>(to, index);
    to += 4;
  }
  return <i32>((to - out) >> 2);
}

/** out[k] = values[indices[k]]. */
export function pickValues(values: usize, indices: usize, count: i32, out: usize): void {
  for (let k: usize = 0; k < <usize>count; k++) {
    store<f32>(out + (k << 2), load<f32>(values + (<usize>load<u32>(indices + (k << 2)) << 2)));
  }
}

// Puts `index` at the root of a heap of `size` entries and restores the order.
function siftDown(scores: usize, heap: usize, index: i32, size: i32): void {
  let node = 0;
  for (;;) {
    let child = 2 * node + 1;
    if (child >= size) break;
    let lower = entry(heap, child);
    if (child + 1 < size) {
      const other = entry(heap, child + 1);
      if (isWorse(scores, other, lower)) {
        child++;
        lower = other;
      }
    }
    if (!isWorse(scores, lower, index)) break;
    put(heap, node, lower);
    node = child;
  }
  put(heap, node, index);
}

// @ts-ignore: decorator of AssemblyScript
@inline
function isWorse(scores: usize, a: i32, b: i32): bool {
  const scoreA = load<f32>(scores + (<usize>a << 2));
  const scoreB = load<f32>(scores + (<usize>b << 2));
  return scoreA < scoreB || (scoreA == scoreB && a > b);
}

// @ts-ignore: decorator of AssemblyScript
@inline
function entry(heap: usize, place: i32): i32 {
  return load<i32>(heap + (<usize>place << 2));
}

// @ts-ignore: decorator of AssemblyScript
@inline
function put(heap: usize, place: i32, index: i32): void {
  store<i32>(heap + (<usize>place << 2), index);
}
