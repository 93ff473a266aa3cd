import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { patience } from './Shop.ts';

/** Works a page by its keys alone. */
export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key);
  }

  type(text: string): Promise<void> {
    return this.#page.keyboard.type(text);
  }

  /** What has the focus, by its name. */
  focused(): Promise<string> {
    return this.#page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
    });
  }

  /** Goes on by Tab until something of that name has the focus. */
  async tabTo(name: RegExp): Promise<void> {
    await expect
      .poll(
        async () => {
          const focused = await this.focused();
          if (!name.test(focused)) await this.press('Tab');
          return focused;
        },
        { interval: 1, timeout: patience },
      )
      .toMatch(name);
  }
}
