import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { appSyncService, stepFunctionsService } from '../../../emulator/index.ts';
import { ErasureReceiptDocument } from '../../../schema/generated/operations/graphql.ts';
import { Keyboard } from './Keyboard.ts';
import { eventually, forYou, originOf, patience, userOf, type Shop } from './Shop.ts';

const exactly = (text: string): RegExp => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
const menuOf = async (page: Page): Promise<void> => {
  // The menu takes the focus a moment after it is seen.
  await page.locator('[role="menu"]:focus-within, [role="menu"]:focus').waitFor();
};

/** What people can do in it, by their keyboards. */
export function describePeople(shop: () => Shop): void {
  describe('its visitors', () => {
    it('search, open, like, fill the cart and become somebody else by keyboard alone', async () => {
      const page = await shop().openPage();
      const keyboard = new Keyboard(page);
      await keyboard.press('Tab');
      expect(await keyboard.focused()).toBe('Skip to the content');
      await keyboard.tabTo(/^Search the shop$/);
      await keyboard.type('lighthouse');
      await keyboard.press('Enter');
      await page.getByRole('heading', { name: '“lighthouse”' }).waitFor();
      await page.locator('.results a.product').first().waitFor();
      const title = (await page.locator('.results a.product').first().getAttribute('aria-label'))!;
      await keyboard.tabTo(exactly(title));
      await keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await keyboard.press('Tab', 'Enter');
      await page.getByText(`${title} is in the cart.`).waitFor();
      await keyboard.press('Tab', 'Enter');
      await page.getByRole('button', { name: 'Liked' }).waitFor();
      const client = shop().clientOf(await userOf(page));
      await eventually(async () =>
        (await client.interactions()).items.map(({ eventType }) => eventType).toSorted(),
      ).toEqual(['ADD_TO_CART', 'CLICK', 'LIKE', 'VIEW']);
      await page.reload();
      await page.getByRole('button', { name: 'Liked' }).waitFor();
      await keyboard.tabTo(/Change whom the shop is seen as/);
      await keyboard.press('Enter');
      await menuOf(page);
      // By its first letters, as in any menu, which moves the focus a moment later.
      await keyboard.type('Nob');
      await eventually(() => keyboard.focused()).toMatch(/^Nobody/);
      await keyboard.press('Enter');
      await page.getByRole('button', { name: /^Not signed in/ }).waitFor();
      await page.getByRole('button', { name: 'Like', exact: true }).waitFor({ state: 'detached' });
      await eventually(() => keyboard.focused()).toMatch(/^Not signed in/);
    });

    it('ask why something is not in their list, and are told what would have to change', async () => {
      const page = await shop().openPage('/search?category=Deep+Space');
      const listed = await shop()
        .clientOf(await userOf(page))
        .recommendations({ limit: 12 });
      const links = page.locator('.results a.product');
      const itemOf = async (index: number): Promise<string> =>
        decodeURIComponent((await links.nth(index).getAttribute('href'))!.split('/').at(-1)!);
      const listedIds = listed.items.map(({ itemId }) => itemId);
      let index = 0;
      while (listedIds.includes(await itemOf(index))) index += 1;
      const title = (await links.nth(index).getAttribute('aria-label'))!;
      const keyboard = new Keyboard(page);
      await keyboard.tabTo(exactly(`Why not ${title}?`));
      await keyboard.press('Enter');
      const panel = page.getByRole('dialog', { name: `Why not ${title}?` });
      await panel.getByText(/things suit you better, and your list has 12/).waitFor();
      await panel.getByText(`Look at or like things of the kind of ${title}`).waitFor();
      await keyboard.press('Escape');
      await panel.waitFor({ state: 'detached' });
      await eventually(() => keyboard.focused()).toBe(`Why not ${title}?`);
      await links.nth(index).press('Enter');
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await eventually(() => originOf(page)).toBe('PUSHED');
      await keyboard.tabTo(/^Why not that\?$/);
      await keyboard.press('Enter');
      await panel.getByText('You know it already: you looked at it.').waitFor({ timeout: patience });
    });

    it('are forgotten when they want it: the page empties and goes on as somebody new', async () => {
      const page = await shop().openPage('/item/book-105');
      await page.getByRole('button', { name: 'Add to cart' }).click();
      await page.getByRole('button', { name: 'Like', exact: true }).click();
      await eventually(() => originOf(page)).toBe('PUSHED');
      const userId = await userOf(page);
      const client = shop().clientOf(userId);
      await eventually(async () => (await client.interactions({ eventType: 'LIKE' })).items.length).toBe(1);
      const keyboard = new Keyboard(page);
      const open = async (): Promise<void> => {
        await keyboard.press('Enter');
        await menuOf(page);
        await keyboard.press('End');
        await eventually(() => keyboard.focused()).toMatch(/^Forget me/);
        await keyboard.press('Enter');
        await page.getByRole('alertdialog', { name: 'Forget me?' }).waitFor();
      };
      await page.getByRole('button', { name: /Change whom/ }).focus();
      await open();
      // What does no harm has the focus, and Escape does none either.
      await eventually(() => keyboard.focused()).toBe('Keep it');
      await keyboard.press('Escape');
      await page.getByRole('alertdialog').waitFor({ state: 'detached' });
      await eventually(() => keyboard.focused()).toMatch(/Change whom/);
      await open();
      await keyboard.tabTo(/^Forget me$/);
      await keyboard.press('Enter');
      await page.getByRole('heading', { name: 'You are being forgotten' }).waitFor();
      await eventually(() => keyboard.focused()).toBe('You are being forgotten');
      expect(await userOf(page)).not.toBe(userId);
      const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
      expect(kept.split(userId)).toHaveLength(2);
      expect(kept).not.toContain('book-105');
      await page.getByRole('link', { name: 'Cart, 0 items' }).waitFor();

      // A second execution, which does not wait for what is under way as long as the first.
      const { emulator } = shop().test.cloud;
      const machine = emulator.service(appSyncService)!.environment.ERASURE_WORKFLOW_ARN;
      const { erasureReceipt } = await client.execute(ErasureReceiptDocument, {});
      const input = JSON.stringify({ erasureId: erasureReceipt!.erasureId, settleSeconds: 1 });
      const { end } = emulator.service(stepFunctionsService).start(machine, input);
      expect(await end).toMatchObject({ status: 'SUCCEEDED' });
      await page.getByRole('heading', { name: 'You are forgotten' }).waitFor();
      const did = page.getByRole('row').filter({ hasText: 'Things that you did' });
      expect(await did.getByRole('cell').textContent()).toBe('3');
      await page.getByText(/^Backups: until /).waitFor();
      expect((await client.interactions()).items).toEqual([]);

      await keyboard.tabTo(/^Look around as somebody new$/);
      await keyboard.press('Enter');
      await forYou(page).waitFor();
      await shop().isQuiet(page);
      const reasons = await forYou(page).locator('.reason').allTextContents();
      expect(reasons.join(' ')).not.toMatch(/Because you/);
      await page.getByRole('heading', { name: /^Because you/ }).waitFor({ state: 'detached' });
      const next = shop().clientOf(await userOf(page));
      expect((await next.interactions()).items.filter(({ eventType }) => eventType !== 'IMPRESSION')).toEqual([]);
    });
  });
}
