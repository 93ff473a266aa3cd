import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createClient } from '../../client/index.ts';
import type { TestCloud } from '../helpers/startTestCloud.ts';
import { findBarriers } from './findBarriers.ts';
import { Keyboard } from './storefront/Keyboard.ts';
import { eventually, forYou, orderOf, originOf, patience, userOf } from './storefront/Shop.ts';

interface Opened {
  test: TestCloud;
  openConsole(path: string): Promise<Page>;
  openShop(path: string): Promise<Page>;
}

/** What an administrator changes about everybody's lists, by the keys of the console alone. */
export function describeSteering(opened: () => Opened): void {
  describe('steers everybody’s lists by keyboard alone:', () => {
    it('pins an item, which stands first on an open page of the shop with the next push, and unpins it', async () => {
      const { test, openConsole, openShop } = opened();
      const shop = await openShop('/');
      await forYou(shop).locator('li[data-key]').first().waitFor();
      const userId = await userOf(shop);
      const client = createClient({
        endpoint: test.cloud.graphqlUrl,
        auth: { token: () => test.cloud.token(userId) },
      });
      const pinned = (await client.popularItems({ limit: 100 })).items.at(-1)!.itemId;
      expect((await orderOf(shop))[0]).not.toBe(pinned);

      const page = await openConsole('/console/placements');
      const keyboard = new Keyboard(page);
      await keyboard.tabTo(/^New placement$/);
      await keyboard.press('Enter');
      await eventually(() => keyboard.focused()).toBe('placement');
      await keyboard.type('home');
      await keyboard.tabTo(/^Add a rule$/);
      await keyboard.press('Enter');
      await eventually(() => keyboard.focused()).toBe('What it does');
      await keyboard.tabTo(/^itemId$/);
      await keyboard.type(pinned);
      expect(await findBarriers(page)).toEqual([]);
      await keyboard.press('Enter');
      const row = page.getByRole('row').filter({ hasText: 'home' });
      await row.filter({ hasText: '1 shown first' }).waitFor();

      const firstAfterPush = async (): Promise<string | null> => {
        await client.recordInteraction({ itemId: 'book-245', eventType: 'VIEW' });
        return (await orderOf(shop))[0];
      };
      await shop.mouse.move(0, 0);
      // Functions keep the rules of a placement for some seconds.
      await expect.poll(firstAfterPush, { timeout: patience, interval: 1000 }).toBe(pinned);
      expect(await originOf(shop)).toBe('PUSHED');
      await forYou(shop).getByText('Picked by the shop').first().waitFor();

      await row.press('Enter');
      await page.getByRole('dialog', { name: 'home' }).waitFor();
      await keyboard.tabTo(/^Delete$/);
      await keyboard.press('Enter');
      await row.waitFor({ state: 'detached' });
      await expect.poll(firstAfterPush, { timeout: patience, interval: 1000 }).not.toBe(pinned);
      client.close();
    });

    it('requests a training, watches it state by state until it answers, and goes back by one button', async () => {
      const { test, openConsole } = opened();
      const liveNow = async (): Promise<string> => (await test.cloud.model.live())!.modelVersion;
      const before = await liveNow();
      const page = await openConsole('/console/models');
      await page.getByText(`${before} answers`).waitFor();
      const keyboard = new Keyboard(page);
      await keyboard.tabTo(/^Train now$/);
      await keyboard.press('Enter');
      await page.getByRole('button', { name: 'A training is at work' }).waitFor();
      const run = page.locator('.runs > li').first();
      await run.getByText('RUNNING').waitFor();
      const seen = new Set<string>();
      const statusAfterLooking = async (): Promise<string> => {
        for (const stage of await run.locator('[aria-current=step]').allTextContents()) {
          seen.add(stage.replace(/ [\d hmins]+$/, ''));
        }
        return (await run.locator('summary .mark').textContent()) ?? '';
      };
      await expect.poll(statusAfterLooking, { timeout: 240_000, interval: 500 }).not.toContain('RUNNING');
      expect(await run.locator('summary').textContent()).toContain('PROMOTED');
      // Each stands for ten seconds at least; the shorter ones may pass between two looks of the page.
      expect([...seen]).toEqual(expect.arrayContaining(['train', 'shadow', 'canary']));
      const after = await liveNow();
      expect(after).not.toBe(before);
      await page.getByText(`${after} answers`).waitFor();
      const rowOf = (version: string) =>
        page
          .getByRole('region', { name: 'Versions of the model, newest first' })
          .getByRole('row')
          .filter({ hasText: version });
      await rowOf(after).getByText('LIVE').waitFor();
      await rowOf(before).getByText('RETIRED').waitFor();
      expect(await findBarriers(page)).toEqual([]);

      await keyboard.tabTo(/^Go back to it$/);
      await keyboard.press('Enter');
      await page.getByText(`${before} answers`).waitFor();
      await rowOf(before).getByText('LIVE').waitFor();
      await rowOf(after).getByText('RETIRED').waitFor();
      expect(await liveNow()).toBe(before);
    }, 360_000);
  });
}
