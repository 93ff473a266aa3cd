import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../client/index.ts';
import { sqsService } from '../../emulator/index.ts';
import { makeStreamRecord } from '../helpers/makeStreamRecord.ts';
import type { TestCloud } from '../helpers/startTestCloud.ts';
import { startTrainedCloud } from '../helpers/startTrainedCloud.ts';
import { synthesizeAnew, type Synthesized } from '../infra/stacks/synthesize.ts';
import { describeSteering } from './describeSteering.ts';
import { findBarriers } from './findBarriers.ts';
import { missingBrowser, startBrowser, type Browser } from './startBrowser.ts';

if (missingBrowser)
  describe.skip(`the console in a browser: ${missingBrowser}`, () => it('is not tested', () => undefined));
else
  describe('the console in a browser', { timeout: 120_000 }, () => {
    let test: TestCloud;
    let browser: Browser;
    let synthesized: Synthesized | undefined;
    const pages: Page[] = [];
    const openPage = async (link: string, path: string, width = 1440): Promise<Page> => {
      const page = await browser.open({ viewport: { width, height: 900 } });
      pages.push(page);
      // The page keeps the key of the link before it has loaded; nothing else is waited for.
      await page.goto(link);
      await page.goto(new URL(path, link).href);
      await page.locator('main h1').waitFor({ state: 'attached' });
      return page;
    };
    const openConsole = (path: string): Promise<Page> => openPage(test.cloud.consoleUrl, path);
    const itemOf = async (itemId: string) => {
      const client = createClient({ endpoint: test.cloud.graphqlUrl, auth: { apiKey: test.cloud.apiKey } });
      return client.item(itemId);
    };

    beforeAll(async () => {
      browser = await startBrowser();
      // Whether the next model beats the first depends on the hour of the data; here it is to be promoted.
      synthesized = await synthesizeAnew(
        { trainingSettings: JSON.stringify({ toleratedLoss: 1, budgetSeconds: 5 }) },
        resolve('build'),
      );
      test = await startTrainedCloud({ templateFolder: synthesized.outdir });
    }, 600_000);
    afterEach(async () => {
      for (const page of pages.splice(0)) await page.context().close();
    });
    afterAll(async () => {
      await browser?.close();
      await test?.close();
      synthesized?.close();
    });

    it('stays closed without the key of the link, and opens by the link in the same tab', async () => {
      const page = await browser.open();
      pages.push(page);
      await page.goto(new URL('/console', test.cloud.consoleUrl).href);
      await page.getByRole('heading', { name: 'The console is closed' }).waitFor();
      await page.goto(test.cloud.consoleUrl);
      await page.locator('.rooms [aria-current]').waitFor();
      expect(page.url()).not.toContain('key');
    });

    it('has a playground beside it whose link gives its credentials, also in a tab that shows it already', async () => {
      const page = await browser.open();
      pages.push(page);
      const credentials = (): Promise<string | null> =>
        page.evaluate(() => localStorage.getItem('recsync-playground-credentials'));
      for (const apiKey of ['da2-one', 'da2-two']) {
        await page.goto(new URL(`/playground#apiKey=${apiKey}`, test.cloud.consoleUrl).href);
        await expect.poll(credentials).toContain(apiKey);
        expect(page.url()).not.toContain('apiKey');
      }
    });

    it('shows on a tablet which room is open, and all that can be done with an item', async () => {
      const page = await openPage(test.cloud.consoleUrl, '/console/audit', 768);
      const isInView = async (element: ReturnType<Page['locator']>): Promise<boolean> => {
        const box = await element.boundingBox();
        return box !== null && box.x >= 0 && box.x + box.width <= 768;
      };
      await expect.poll(() => isInView(page.locator('.rooms [aria-current]'))).toBe(true);
      await page.goto(new URL('/console/catalogue', test.cloud.consoleUrl).href);
      const hide = page.getByRole('button', { name: /^Hide / }).first();
      await hide.waitFor();
      expect(await isInView(hide)).toBe(true);
    });

    it('finds, edits and hides an item by keyboard alone; it then leaves an open page of the shop', async () => {
      const before = (await itemOf('book-105'))!;
      const shop = await openPage(test.cloud.storefrontUrl, '/item/book-105');
      await shop.getByRole('heading', { level: 1, name: before.title! }).waitFor();
      const page = await openConsole('/console/catalogue');
      await page.getByRole('row').nth(1).waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type(before.title!);
      await page.getByRole('row').filter({ hasText: 'book-105' }).waitFor();
      await expect.poll(() => page.getByRole('row').count()).toBe(2);
      await page.getByRole('row').nth(1).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
      await page.getByRole('textbox', { name: 'title' }).focus();
      await page.keyboard.press('End');
      await page.keyboard.type(', again');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await expect.poll(async () => (await itemOf('book-105'))?.title).toBe(`${before.title}, again`);
      // Putting replaces the whole item: what was not edited is as before.
      expect(await itemOf('book-105')).toMatchObject({ description: before.description, tags: before.tags });

      await page.getByRole('button', { name: `Hide ${before.title}, again` }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: `Show ${before.title}, again` }).waitFor();
      expect(await itemOf('book-105')).toBeNull();
      await shop.reload();
      await shop.getByRole('heading', { level: 1 }).waitFor();
      expect(await shop.getByRole('heading', { level: 1 }).textContent()).not.toContain(before.title);
    });

    it('shows what a person did, and their list as it is pushed', async () => {
      const page = await openConsole('/console/people/u2');
      await page.getByText('no push yet').waitFor();
      const client = createClient({
        endpoint: test.cloud.graphqlUrl,
        auth: { token: () => test.cloud.token('u2') },
      });
      await client.recordInteraction({ itemId: 'book-245', eventType: 'LIKE' });
      client.close();
      await page.getByText(/one push|[0-9]+ pushes/).waitFor();
      const did = page.getByRole('region', { name: 'Interactions, newest first' });
      await did.getByRole('row').filter({ hasText: 'book-245' }).first().waitFor();
    });

    it('shows what happens as it happens', async () => {
      const page = await openConsole('/console');
      const feed = page.getByRole('region', { name: 'What happens, newest first' });
      await page.getByText('Nothing has happened since this page was opened.').waitFor();
      const client = createClient({ endpoint: test.cloud.graphqlUrl, auth: { token: () => test.cloud.token('u5') } });
      await client.recordInteraction({ itemId: 'book-245', eventType: 'LIKE' });
      client.close();
      await feed.getByRole('row').filter({ hasText: 'book-245' }).filter({ hasText: 'u5' }).first().waitFor();
    });

    it('shows which model answers, and how it was trained', async () => {
      const page = await openConsole('/console/models');
      await page.getByText(/^● .* answers$/).waitFor();
      const stages = page.getByRole('list', { name: 'Stages' }).first();
      await expect.poll(() => stages.getByRole('listitem').count(), { timeout: 30_000 }).toBeGreaterThan(9);
    });

    it('shows what it would cost on AWS, of every kind that was used', async () => {
      const shop = await openPage(test.cloud.storefrontUrl, '/item/book-245');
      await shop.getByRole('button', { name: 'Like', exact: true }).click();
      const page = await openConsole('/console/costs?hours=1');
      const rows = page.getByRole('region', { name: 'What was counted, by service' }).getByRole('row');
      await rows.nth(1).waitFor();
      const counted = async (): Promise<string[]> => {
        await page.getByRole('button', { name: 'Count again' }).click();
        return (await rows.filter({ has: page.getByRole('cell') }).allTextContents()).filter((text) =>
          /\$0$/.test(text),
        );
      };
      // Training, serving and pushing have used all of it; a connection is told of when it ends.
      await shop.close();
      await expect.poll(counted, { timeout: 30_000, interval: 1000 }).toEqual([]);
      await page.getByText(/at list prices of us-east-1 of 20/).waitFor();
      await page.getByText(/In no figure, because no metric has it/).waitFor();
    });

    it('shows what could not be handled, and replays it by keyboard alone', async () => {
      const { cloud } = test;
      const queues = cloud.emulator.service(sqsService);
      const [queue] = Object.keys(queues.counts());
      const send = (record: object, reason: string): void => {
        const { region, accountId } = cloud.emulator;
        const message = { code: 'Throttled', reason, failedAt: new Date().toISOString(), record };
        queues.send(`arn:aws:sqs:${region}:${accountId}:${queue}`, JSON.stringify(message));
      };
      const timestamp = new Date().toISOString();
      send(makeStreamRecord({ userId: 'u3', itemId: 'book-105', timestamp }), 'It was busy.');
      send(makeStreamRecord({ userId: 'u4', itemId: 'book-106', timestamp: 'yesterday' }), 'It has no time.');
      const page = await openConsole('/console/health');
      await page.getByText('2 dead letters wait').waitFor();
      const letters = page.getByRole('region', { name: 'What could not be handled and waits' });
      await letters.getByRole('row').filter({ hasText: 'It was busy.' }).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.getByRole('button', { name: 'Replay them' }).focus();
      await page.keyboard.press('Enter');
      await page.getByText('1 replayed').waitFor();
      await page.getByText(/1 waits on: .*timestamp/).waitFor();
      // Looking at what waits takes seconds.
      await expect.poll(() => letters.getByRole('row').count(), { timeout: 20_000 }).toBe(2);
      await letters.getByRole('row').filter({ hasText: 'It has no time.' }).waitFor();
      await page.getByText('1 dead letter waits').waitFor();
    });

    describeSteering(() => ({ test, openConsole, openShop: (path) => openPage(test.cloud.storefrontUrl, path) }));

    it.each([
      '/console',
      '/console/people/u1',
      '/console/catalogue',
      '/console/models',
      '/console/costs',
      '/console/audit',
    ])(
      'puts no serious barrier before anybody, and breaks neither ids nor the width of the screen: %s',
      async (path) => {
        const page = await openConsole(path);
        await page.locator('table, .empty').first().waitFor();
        expect(await findBarriers(page)).toEqual([]);
        await page.setViewportSize({ width: 768, height: 1000 });
        const heights = await page.locator('td .id').evaluateAll((ids) => ids.map((id) => id.clientHeight));
        expect(Math.max(0, ...heights)).toBeLessThan(24);
        for (const width of [768, 390]) {
          await page.setViewportSize({ width, height: 844 });
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        }
      },
    );
  });
