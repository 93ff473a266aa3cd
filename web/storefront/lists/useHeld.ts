import { useEffect, useState } from 'react';

/** A value that does not change under the pointer. */
export interface Held<Value> {
  shown: Value;
  /** Whether a newer one waits. */
  isWaiting: boolean;
  /** Shows the newest, whatever the pointer does. */
  release(): void;
  /** For the element that must not change under the pointer. */
  pointer: { onPointerEnter(event: { pointerType: string }): void; onPointerLeave(): void };
}

/**
 * Holds a newer value back while a mouse is over what shows it, so that nothing moves that is about to be clicked.
 * Another `key` is another thing, and shown at once; so is the first content. A value with the same content is no newer
 * one.
 */
export function useHeld<Value>(newest: Value, key: string, contentOf: (value: Value) => unknown): Held<Value> {
  const [held, setHeld] = useState({ value: newest, key });
  const [isOver, setIsOver] = useState(false);
  const isFree = !isOver || held.key !== key || contentOf(held.value) === undefined;
  useEffect(() => {
    if (isFree) setHeld({ value: newest, key });
  }, [isFree, newest, key]);
  return {
    shown: isFree ? newest : held.value,
    isWaiting: !isFree && contentOf(held.value) !== contentOf(newest),
    release: () => setHeld({ value: newest, key }),
    pointer: {
      // A finger that leaves the screen leaves nothing that it points at.
      onPointerEnter: ({ pointerType }) => setIsOver(pointerType === 'mouse'),
      onPointerLeave: () => setIsOver(false),
    },
  };
}
