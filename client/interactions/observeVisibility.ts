/** What was shown, and the list that it was shown in. */
export interface Impression {
  itemId: string;
  recommendationId?: string;
  /** Where the item stands in that list, from 0, counted through all of its pages. */
  position?: number;
}

/** As the viewability guidelines of the Media Rating Council count: half of it, for one second. */
const visiblePart = 0.5;
const visibleMilliseconds = 1000;

/**
 * Calls `seen` once, when half of the element has been in view for a second without a break. Where elements have no
 * observer (old browsers, servers), nothing is seen.
 * @returns what stops watching
 */
export function observeVisibility(element: Element, seen: () => void): () => void {
  if (typeof IntersectionObserver === 'undefined') return () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    observer.disconnect();
    clearTimeout(timer);
  };
  const observer = new IntersectionObserver(
    (entries) => {
      clearTimeout(timer);
      // The last entry is the newest.
      if (!entries[entries.length - 1].isIntersecting) return;
      timer = setTimeout(() => {
        stop();
        seen();
      }, visibleMilliseconds);
    },
    { threshold: visiblePart },
  );
  observer.observe(element);
  return stop;
}
