import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { PutItemDocument } from '../../../schema/generated/operations/graphql.ts';
import { toPutItemInput } from '../../../web/console/pages/catalogue/toPutItemInput.ts';
import { watchArrival } from './watchArrival.ts';
import { eventually, forYou, orderOf, originOf, patience, userOf, type Shop } from './Shop.ts';

const moveAway = (page: Page): Promise<void> => page.mouse.move(0, 0);

/** What lists do while somebody looks at them. */
export function describeLists(shop: () => Shop): void {
  describe('its lists', () => {
    it('change by push for who looks at three things of a kind, say why, and for nobody else', async () => {
      const page = await shop().openPage();
      const other = await shop().openPage();
      const before = await orderOf(page);
      let othersBefore: (string | null)[] = [];
      expect(before.length).toBeGreaterThan(5);
      await page.goto(shop().addressOf('/search?category=Deep+Space'));
      const titles: string[] = [];
      for (let index = 0; index < 3; index += 1) {
        const link = page.locator('.results a.product').nth(index);
        titles.push((await link.getAttribute('aria-label'))!);
        const arrival = await watchArrival(page);
        await link.click();
        await page.getByRole('heading', { level: 1, name: titles[index] }).waitFor();
        await moveAway(page);
        console.log(
          `a push rearranged the list ${Math.round(await arrival())} ms after the click on item ${index + 1}`,
        );
        // A page asks at once and again when its subscription opens, so a list may settle after it is there.
        if (index === 0) othersBefore = await orderOf(other);
        await page.goBack();
      }
      await page.goto(shop().addressOf('/'));
      await eventually(async () => {
        const reasons = await forYou(page).locator('.reason').allTextContents();
        return reasons.some((reason) => titles.some((title) => reason.includes(title)));
      }).toBe(true);
      expect(await orderOf(page)).not.toEqual(before);
      expect(await orderOf(other)).toEqual(othersBefore);
      expect(await originOf(other)).toBe('ASKED');
    });

    it('rearrange without any layout shift, and not under the pointer', async () => {
      const page = await shop().openPage();
      const before = await orderOf(page);
      await page.evaluate(() => {
        const shifts: string[] = [];
        Object.assign(globalThis, { shifts });
        type Shift = { value: number; sources: { node: Node | null }[] };
        new PerformanceObserver((entries) => {
          for (const { value, sources } of entries.getEntries() as unknown as Shift[]) {
            const moved = sources.map(({ node }) => node?.parentElement?.outerHTML.slice(0, 200));
            shifts.push(`${value}: ${moved.join(' | ')}`);
          }
        }).observe({ type: 'layout-shift', buffered: false });
      });
      await forYou(page).locator('li[data-key]').first().hover();
      const sameUser = shop().clientOf(await userOf(page));
      await sameUser.recordInteraction({ itemId: before[3]!, eventType: 'PURCHASE' });
      await page.getByRole('button', { name: 'Show what is new' }).waitFor();
      expect(await orderOf(page)).toEqual(before);
      await moveAway(page);
      await eventually(() => originOf(page)).toBe('PUSHED');
      const after = await orderOf(page);
      expect(after).not.toContain(before[3]);
      expect(after).not.toEqual(before);
      await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
      expect(await page.evaluate(() => (globalThis as unknown as { shifts: string[] }).shifts)).toEqual([]);
    });

    it('are recorded as far as they were in view', async () => {
      const page = await shop().openPage();
      const order = await orderOf(page);
      const client = shop().clientOf(await userOf(page));
      await eventually(
        async () => (await client.interactions({ eventType: 'IMPRESSION' })).items.length,
      ).toBeGreaterThan(5);
      const { items } = await client.interactions({ eventType: 'IMPRESSION', limit: 100 });
      const ofTheFirst = items.filter(({ itemId }) => itemId === order[0]);
      expect(ofTheFirst).not.toHaveLength(0);
      expect(items.every(({ recommendationId }) => recommendationId !== '')).toBe(true);
      expect(ofTheFirst[0].recommendationId).toBeTruthy();
    });

    it('lose at once what does not interest, and remember it', async () => {
      const page = await shop().openPage();
      const [first] = await orderOf(page);
      const card = forYou(page).locator(`li[data-key="${first}"]`);
      await card.hover();
      await card.getByRole('button', { name: /^Not interested in/ }).click();
      await eventually(() => orderOf(page)).not.toContain(first);
      const client = shop().clientOf(await userOf(page));
      await eventually(async () => {
        const { items } = await client.interactions();
        return items.map(({ itemId, eventType }) => [itemId, eventType]);
      }).toContainEqual([first, 'DISLIKE']);
    });

    it('lose what the shop hides while they are open, with the next push', async () => {
      const page = await shop().openPage('/item/book-105');
      // The push for the page view itself may come before the page listens; then the page has asked for what it says.
      const sameUser = shop().clientOf(await userOf(page));
      await sameUser.recordInteraction({ itemId: 'book-105', eventType: 'ADD_TO_CART' });
      await moveAway(page);
      await eventually(() => originOf(page)).toBe('PUSHED');
      const order = await orderOf(page);
      const hidden = order[1]!;
      const keeper = shop().administrator();
      const item = (await keeper.item(hidden))!;
      await keeper.execute(PutItemDocument, { input: { ...toPutItemInput(item), hidden: true } });
      await page.getByRole('button', { name: 'Like', exact: true }).click();
      await moveAway(page);
      await eventually(() => orderOf(page)).not.toContain(hidden);
      expect(await originOf(page)).toBe('PUSHED');
      await keeper.execute(PutItemDocument, { input: toPutItemInput(item) });
    });

    it('say that the model is stopped, show what there is instead, and recover', async () => {
      const page = await shop().openPage();
      await page.getByRole('button', { name: 'Behind the scenes' }).click();
      await page.getByRole('button', { name: 'Stop the model' }).click();
      await page.getByText('The model is stopped').waitFor();
      await page.keyboard.press('Escape');
      // What the visitor does makes the stored list stale.
      await forYou(page).getByRole('link').first().click();
      await moveAway(page);
      await forYou(page)
        .getByText(/^The model is away: this is /)
        .waitFor({ timeout: patience });
      expect((await orderOf(page)).length).toBeGreaterThan(5);
      // Somebody of whom nothing is known gets what everybody likes.
      const stranger = await shop().openPage();
      await forYou(stranger)
        .getByText(/^The model is away: this is what (most people like|rises at the moment)/)
        .waitFor({ timeout: patience });
      expect((await orderOf(stranger)).length).toBeGreaterThan(5);
      const { model } = shop().test.cloud;
      expect((await model.process())?.isHeld).toBe(true);
      await page.getByRole('button', { name: 'Start the model' }).click();
      await page.getByText('The model is stopped').waitFor({ state: 'detached', timeout: patience });
      expect((await model.process())?.isHeld).toBe(false);
    });

    it('stay while the page is offline, which keeps what is done, says so, and sends it later', async () => {
      const page = await shop().openPage('/item/book-105');
      const client = shop().clientOf(await userOf(page));
      await page.context().setOffline(true);
      await page.getByRole('button', { name: 'Like', exact: true }).click();
      await page.getByText('What you did is kept').waitFor();
      await page.context().setOffline(false);
      await page.getByText('You are offline').waitFor({ state: 'detached', timeout: patience });
      await eventually(async () => (await client.interactions({ eventType: 'LIKE' })).items.length).toBe(1);
    });
  });
}
