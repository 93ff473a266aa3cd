import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createClient, type Client } from '../../client/index.ts';
import { startTestCloud, type TestCloud } from '../helpers/startTestCloud.ts';
import { findBarriers } from './findBarriers.ts';
import { missingBrowser, startBrowser, type Browser } from './startBrowser.ts';

/** Patient, because a whole cloud and a browser share two cores. */
const patience = 30_000;

const forYou = (page: Page) => page.locator('section').filter({ has: page.getByRole('heading', { name: /^For you/ }) });
const orderOf = (page: Page): Promise<(string | null)[]> =>
  forYou(page)
    .locator('li[data-key]')
    .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-key')));
const originOf = (page: Page) => forYou(page).locator('.details').getAttribute('data-origin');
const eventually = <Value>(look: () => Promise<Value>) => expect.poll(look, { timeout: patience });

if (missingBrowser)
  describe.skip(`the shop in a browser: ${missingBrowser}`, () => it('is not tested', () => undefined));
else
  describe('the shop in a browser', { timeout: 120_000 }, () => {
    let test: TestCloud;
    let browser: Browser;
    let clients: Client[] = [];
    const pages: Page[] = [];
    const openShop = async (path = '/', options: Parameters<Browser['open']>[0] = {}): Promise<Page> => {
      const page = await browser.open({ viewport: { width: 1280, height: 900 }, ...options });
      pages.push(page);
      await page.goto(test.cloud.storefrontUrl);
      await page.getByRole('heading', { name: /^(For you|What people like)/ }).waitFor();
      if (path !== '/') await page.goto(new URL(path, test.cloud.storefrontUrl).href);
      await page.locator('main h1').waitFor({ state: 'attached' });
      await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
      return page;
    };
    const userOf = (page: Page): Promise<string> =>
      page.evaluate(
        () => (JSON.parse(sessionStorage.getItem('recsync-storefront-visitor')!) as { userId: string }).userId,
      );
    /** The same user in another place. */
    const clientOf = (userId: string): Client => {
      const auth = { token: () => test.cloud.token(userId) };
      const client = createClient({ endpoint: test.cloud.graphqlUrl, auth });
      clients.push(client);
      return client;
    };

    beforeAll(async () => {
      browser = await startBrowser();
      test = await startTestCloud();
      await test.loadAndTrain();
    }, 300_000);
    afterEach(async () => {
      for (const page of pages.splice(0)) await page.context().close();
      clients.forEach((client) => client.close());
      clients = [];
    });
    afterAll(async () => {
      await browser?.close();
      await test?.close();
    });

    it('changes by push for who looks at three things of a kind, says why, and for nobody else', async () => {
      const page = await openShop();
      const other = await openShop();
      const [before, othersBefore] = [await orderOf(page), await orderOf(other)];
      expect(before.length).toBeGreaterThan(5);
      const titles: string[] = [];
      for (let index = 0; index < 3; index += 1) {
        await page.goto(new URL('/search?category=Deep+Space', test.cloud.storefrontUrl).href);
        const link = page.locator('.results a.product').nth(index);
        titles.push((await link.getAttribute('aria-label'))!);
        await link.click();
        await page.getByRole('heading', { level: 1, name: titles[index] }).waitFor();
        await page.mouse.move(0, 0);
        const opened = performance.now();
        await eventually(() => originOf(page)).toBe('PUSHED');
        console.log(`a push ${Math.round(performance.now() - opened)} ms after item ${index + 1} was opened`);
      }
      await eventually(async () => {
        const reasons = await forYou(page).locator('.reason').allTextContents();
        return reasons.some((reason) => titles.some((title) => reason.includes(title)));
      }).toBe(true);
      expect(await orderOf(page)).not.toEqual(before);
      expect(await orderOf(other)).toEqual(othersBefore);
      expect(await originOf(other)).toBe('ASKED');
    });

    it('rearranges without any layout shift, and not under the pointer', async () => {
      const page = await openShop();
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
      await clientOf(await userOf(page)).recordInteraction({ itemId: before[3]!, eventType: 'PURCHASE' });
      await page.getByRole('button', { name: 'Show what is new' }).waitFor();
      expect(await orderOf(page)).toEqual(before);
      await page.mouse.move(0, 0);
      await eventually(() => originOf(page)).toBe('PUSHED');
      const after = await orderOf(page);
      expect(after).not.toContain(before[3]);
      expect(after).not.toEqual(before);
      await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
      expect(await page.evaluate(() => (globalThis as unknown as { shifts: string[] }).shifts)).toEqual([]);
    });

    it('records what was in view, with the list that it was in', async () => {
      const page = await openShop();
      const order = await orderOf(page);
      const client = clientOf(await userOf(page));
      await eventually(
        async () => (await client.interactions({ eventType: 'IMPRESSION' })).items.length,
      ).toBeGreaterThan(5);
      const { items } = await client.interactions({ eventType: 'IMPRESSION', limit: 100 });
      const ofTheFirst = items.filter(({ itemId }) => itemId === order[0]);
      expect(ofTheFirst).not.toHaveLength(0);
      expect(items.every(({ recommendationId }) => recommendationId !== '')).toBe(true);
      expect(ofTheFirst[0].recommendationId).toBeTruthy();
    });

    it('takes away at once what does not interest, and remembers it', async () => {
      const page = await openShop();
      const [first] = await orderOf(page);
      await forYou(page).locator('li[data-key]').first().hover();
      await forYou(page)
        .getByRole('button', { name: /^Not interested in/ })
        .first()
        .click();
      await eventually(() => orderOf(page)).not.toContain(first);
      const client = clientOf(await userOf(page));
      await eventually(async () => {
        const { items } = await client.interactions();
        return items.map(({ itemId, eventType }) => [itemId, eventType]);
      }).toContainEqual([first, 'DISLIKE']);
    });

    it('says that the model is stopped, shows what there is instead, and recovers', async () => {
      const page = await openShop();
      await page.getByRole('button', { name: 'Behind the scenes' }).click();
      await page.getByRole('button', { name: 'Stop the model' }).click();
      await page.getByText('The model is stopped').waitFor();
      await page.keyboard.press('Escape');
      // What the visitor does makes the stored list stale.
      await forYou(page).getByRole('link').first().click();
      await page.mouse.move(0, 0);
      await forYou(page)
        .getByText(/^The model is away: this is /)
        .waitFor({ timeout: patience });
      expect((await orderOf(page)).length).toBeGreaterThan(5);
      expect((await test.cloud.model.process())?.isHeld).toBe(true);
      await page.getByRole('button', { name: 'Start the model' }).click();
      await page.getByText('The model is stopped').waitFor({ state: 'detached', timeout: patience });
      expect((await test.cloud.model.process())?.isHeld).toBe(false);
    });

    it('keeps what is done offline, says so, and sends it later', async () => {
      const page = await openShop('/item/book-105');
      const client = clientOf(await userOf(page));
      await page.context().setOffline(true);
      await page.getByRole('button', { name: 'Like', exact: true }).click();
      await page.getByText('What you did is kept').waitFor();
      await page.context().setOffline(false);
      await page.getByText('You are offline').waitFor({ state: 'detached', timeout: patience });
      await eventually(async () => (await client.interactions({ eventType: 'LIKE' })).items.length).toBe(1);
    });

    it('works by keyboard alone: search, open, like, cart, another visitor', async () => {
      const page = await openShop();
      const press = async (...keys: string[]): Promise<void> => {
        for (const key of keys) await page.keyboard.press(key);
      };
      const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
      const tabTo = async (name: RegExp): Promise<void> => {
        for (let step = 0; step < 60 && !name.test(await focused()); step += 1) await press('Tab');
        expect(await focused()).toMatch(name);
      };
      await press('Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
      await tabTo(/^Search the shop$/);
      await page.keyboard.type('lighthouse');
      await press('Enter');
      await page.getByRole('heading', { name: '“lighthouse”' }).waitFor();
      await page.locator('.results a.product').first().waitFor();
      const title = (await page.locator('.results a.product').first().getAttribute('aria-label'))!;
      await tabTo(new RegExp(`^${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`));
      await press('Enter');
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await press('Tab', 'Enter');
      await page.getByText(`${title} is in the cart.`).waitFor();
      await press('Tab', 'Enter');
      await page.getByRole('button', { name: 'Liked' }).waitFor();
      const client = clientOf(await userOf(page));
      await eventually(async () =>
        (await client.interactions()).items.map(({ eventType }) => eventType).toSorted(),
      ).toEqual(['ADD_TO_CART', 'CLICK', 'LIKE', 'VIEW']);
      await page.reload();
      await page.getByRole('button', { name: 'Liked' }).waitFor();
      await tabTo(/Change whom the shop is seen as/);
      await press('Enter');
      await page.getByRole('menuitem', { name: /^Nobody/ }).waitFor();
      // The menu takes the focus a moment after it is seen.
      await page.locator('[role="menu"]:focus-within, [role="menu"]:focus').waitFor();
      await press('End', 'Enter');
      await page.getByRole('button', { name: /^Not signed in/ }).waitFor();
      await page.getByRole('button', { name: 'Like', exact: true }).waitFor({ state: 'detached' });
    });

    it.each([
      ['home', '/', 'light'],
      ['home', '/', 'dark'],
      ['item', '/item/book-105', 'light'],
      ['item', '/item/book-105', 'dark'],
      ['search', '/search?category=Deep+Space', 'light'],
      ['cart', '/cart', 'dark'],
      ['nowhere', '/item/no-such-item', 'light'],
    ] as const)('puts no serious barrier in anybody’s way: %s (%s, %s)', async (_name, path, colorScheme) => {
      const page = await openShop(path, { colorScheme, reducedMotion: 'reduce' });
      expect(await findBarriers(page)).toEqual([]);
    });

    it('nor do the panels that open over it', async () => {
      const page = await openShop('/', { reducedMotion: 'reduce' });
      for (const name of [/about the list For you/, /^Why /, /^Behind the scenes/, /Change whom/]) {
        await page.getByRole('button', { name }).first().click();
        await page.locator('.popover').waitFor();
        expect(await findBarriers(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await page.locator('.popover').waitFor({ state: 'detached' });
      }
    });

    it('fits a phone, and is closed to who has no key', async () => {
      const page = await openShop('/', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      const stranger = await browser.open();
      pages.push(stranger);
      await stranger.goto(new URL('/', test.cloud.graphqlUrl).href);
      await stranger.getByRole('heading', { name: 'The shop is closed' }).waitFor();
      await stranger.getByText('npm start').waitFor();
    });
  });
