import { useLayoutEffect, useRef, type RefObject } from 'react';

const slide = { duration: 220, easing: 'cubic-bezier(0.2, 0, 0, 1)' };

/**
 * Shows where things went: what moved slides there from where it was, what is new appears. Positions are made by
 * transforms and never by the flow, so that nothing counts as a layout shift. Focus stays with its item, which browsers
 * take away when an element is moved.
 */
export function useSlides(list: RefObject<HTMLElement | null>, order: readonly string[]): void {
  const places = useRef(new Map<string, { left: number; top: number }>());
  const focused = useRef<{ key: string; label: string | null } | undefined>(undefined);
  const key = order.join('\n');
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const origin = element.getBoundingClientRect();
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const before = places.current;
    const after = new Map<string, { left: number; top: number }>();
    for (const child of element.querySelectorAll<HTMLElement>('[data-key]')) {
      child.getAnimations().forEach((animation) => animation.finish());
      const { left, top } = child.getBoundingClientRect();
      const place = { left: left - origin.left, top: top - origin.top };
      const was = before.get(child.dataset.key!);
      after.set(child.dataset.key!, place);
      if (isStill || before.size === 0) continue;
      if (!was) child.animate([{ opacity: 0 }, { opacity: 1 }], slide);
      else if (was.left !== place.left || was.top !== place.top) {
        const from = `${was.left - place.left}px ${was.top - place.top}px`;
        child.animate([{ translate: from }, { translate: '0 0' }], slide);
      }
    }
    places.current = after;
    if (focused.current && document.activeElement === document.body) {
      const item = element.querySelector(`[data-key="${CSS.escape(focused.current.key)}"]`);
      const { label } = focused.current;
      const controls = [...(item?.querySelectorAll<HTMLElement>('a, button') ?? [])];
      (controls.find((control) => control.getAttribute('aria-label') === label) ?? controls[0])?.focus({
        preventScroll: true,
      });
    }
  }, [list, key]);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const note = (): void => {
      const item = document.activeElement?.closest<HTMLElement>('[data-key]');
      focused.current = item
        ? { key: item.dataset.key!, label: document.activeElement!.getAttribute('aria-label') }
        : undefined;
    };
    // A blur that has a next element is the person's; one without is the browser's, when it moves the element.
    const leave = (event: FocusEvent): void => {
      if (event.relatedTarget) focused.current = undefined;
    };
    element.addEventListener('focusin', note);
    element.addEventListener('focusout', leave);
    return () => {
      element.removeEventListener('focusin', note);
      element.removeEventListener('focusout', leave);
    };
  }, [list]);
}
