import type { Page } from 'playwright-core';
import { patience } from './Shop.ts';

/**
 * Watches for a push that rearranges "For you" after the next click. Call it before the click, and what it gives after it:
 * that resolves with the milliseconds from the click to the rearranged list, by the page's own clock.
 */
export async function watchArrival(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const arrivals: number[] = [];
    Object.assign(globalThis, { arrivals });
    let clickedAt: number | undefined;
    let before: string | undefined;
    document.addEventListener('click', () => (clickedAt = performance.now()), { capture: true, once: true });
    const observer = new MutationObserver(() => {
      const shelf = document.querySelector('[aria-labelledby="shelf-for-you"]');
      const cards = [...(shelf?.querySelectorAll('[data-key]') ?? [])];
      if (clickedAt === undefined || cards.length === 0) return;
      const order = cards.map((card) => card.getAttribute('data-key')).join(' ');
      const isPushed = shelf!.querySelector('.details')?.getAttribute('data-origin') === 'PUSHED';
      // What the page asks for by itself is not what is waited for.
      if (before === undefined || !isPushed) before = order;
      if (order === before) return;
      observer.disconnect();
      arrivals.push(performance.now() - clickedAt);
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  return async () => {
    const handle = await page.waitForFunction(
      () => (globalThis as unknown as { arrivals: number[] }).arrivals[0],
      undefined,
      { timeout: patience },
    );
    return (await handle.jsonValue())!;
  };
}
