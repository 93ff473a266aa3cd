import { describe, expect, it } from 'vitest';
import { findBarriers } from '../findBarriers.ts';
import type { Shop } from './Shop.ts';

/** For whom it is fit: everybody who has the key, whatever they see and point with. */
export function describeFitness(shop: () => Shop): void {
  describe('its pages', () => {
    it.each([
      ['home', '/'],
      ['item', '/item/book-105'],
      ['search', '/search?category=Deep+Space'],
      ['cart', '/cart'],
      ['nowhere', '/item/no-such-item'],
    ])('put no serious barrier in anybody’s way: %s (%s)', async (_name, path) => {
      const page = await shop().openPage(path, { colorScheme: 'light', reducedMotion: 'reduce' });
      expect(await findBarriers(page)).toEqual([]);
      // The other theme has other colours and is otherwise the same.
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await findBarriers(page, ['color-contrast'])).toEqual([]);
    });

    it('nor do the panels that open over them', async () => {
      const page = await shop().openPage('/item/book-105', { reducedMotion: 'reduce' });
      for (const name of [/about the list For you/, /^Why (?!not)/, /^Why not/, /^Behind the scenes/, /Change whom/]) {
        await page.getByRole('button', { name }).first().click();
        await page.locator('.popover').waitFor();
        await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
        expect(await findBarriers(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await page.locator('.popover').waitFor({ state: 'detached' });
      }
      await page.getByRole('button', { name: /Change whom/ }).click();
      await page.getByRole('menuitem', { name: /^Forget me/ }).click();
      await page.getByRole('alertdialog').waitFor();
      expect(await findBarriers(page)).toEqual([]);
    });

    it('fit a phone, and are closed to who has no key', async () => {
      const page = await shop().openPage('/', {
        viewport: { width: 390, height: 844 },
        isMobile: true,
        hasTouch: true,
      });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      const stranger = await shop().openBlank();
      await stranger.goto(shop().addressOf('/'));
      await stranger.getByRole('heading', { name: 'The shop is closed' }).waitFor();
      await stranger.getByText('npm start').waitFor();
    });
  });
}
