import AxeSource from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../helpers/startTestCloud.ts';
import { missingBrowser, startBrowser, type Browser } from './startBrowser.ts';

describe.skipIf(missingBrowser)('the console', () => {
  let test: TestCloud;
  let browser: Browser;
  beforeAll(async () => {
    test = await startTestCloud();
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await test?.stop();
  });

  const open = async (path: string): Promise<Page> => {
    const page = await browser.open({ viewport: { width: 1440, height: 900 } });
    await page.goto(test.cloud.consoleUrl);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.goto(new URL(path, test.cloud.graphqlUrl).href);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  };
  const findings = async (page: Page): Promise<string[]> => {
    await page.evaluate(AxeSource.source);
    const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof AxeSource }).axe.run());
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
  };

  it('stays closed without the key of the link', async () => {
    const page = await browser.open();
    await page.goto(new URL('/console', test.cloud.graphqlUrl).href);
    await page.getByRole('heading', { name: 'The console is closed' }).waitFor();
  });

  it('hides an item, which then leaves an open page of the shop', async () => {
    const shop = await browser.open();
    await shop.goto(test.cloud.storefrontUrl);
    const first = shop.locator('.shelf-grid .card').first();
    await first.waitFor();
    const page = await open('/console/catalogue');
    const name = (await page.getByRole('row').nth(1).getByRole('cell').nth(1).textContent())!;
    await page.getByRole('button', { name: `Hide ${name}` }).click();
    await page.getByRole('button', { name: `Show ${name}` }).waitFor();
    const itemId = (await page.getByRole('row').nth(1).getByRole('cell').first().textContent())!;
    const shown = await browser.open();
    await shown.goto(test.cloud.storefrontUrl);
    await shown.goto(new URL(`/item/${itemId}`, test.cloud.graphqlUrl).href);
    await shown.getByRole('heading', { level: 1 }).waitFor();
    expect(await shown.getByRole('heading', { level: 1 }).textContent()).not.toBe(name);
  });

  it('edits an item by keyboard alone', async () => {
    const page = await open('/console/catalogue');
    await page.getByRole('row').nth(1).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('sea');
    await page.waitForURL(/words=sea/);
    await page.getByRole('row').nth(2).focus();
    await page.keyboard.press('Enter');
    const title = page.getByRole('textbox', { name: 'title' });
    await title.fill('Renamed by keyboard');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const itemId = (await test.cloud.dynamodb.config.region()) && new URL(page.url()).pathname;
    expect(itemId).toBe('/console/catalogue');
  });

  it('shows a person, and their list as it is pushed', async () => {
    const page = await open('/console/people/u1');
    await page.getByText('no push yet').waitFor();
    await page.getByRole('region', { name: 'Interactions, newest first' }).waitFor();
  });

  it('shows the model that answers and how it was trained', async () => {
    const page = await open('/console/models');
    await page.getByText(/answers$/).waitFor();
    await page.getByRole('list', { name: 'Stages' }).first().waitFor();
  });

  it.each(['/console', '/console/people/u1', '/console/catalogue', '/console/models'])(
    'has no serious finding of axe at %s',
    async (path) => {
      const page = await open(path);
      await page
        .getByRole('table')
        .or(page.getByRole('list', { name: 'Stages' }))
        .first()
        .waitFor();
      expect(await findings(page)).toEqual([]);
    },
  );
});
