import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { servePages, type ServedPages } from '../../local/servePages.ts';
import { startTestCloud, type TestCloud } from '../helpers/startTestCloud.ts';
import { findBarriers } from './findBarriers.ts';
import { missingBrowser, startBrowser, type Browser } from './startBrowser.ts';
import { startSignInPages } from './startSignInPages.ts';
import { eventually, forYou, orderOf, originOf, userOf } from './storefront/Shop.ts';

const clientId = 'client-of-pages';

if (missingBrowser)
  describe.skip(`the pages of a deployed API: ${missingBrowser}`, () => it('are not tested', () => undefined));
else
  // The local cloud stands for the deployment: an API at another address, of which the pages know nothing else.
  describe('the pages of a deployed API', { timeout: 120_000 }, () => {
    let test: TestCloud;
    let browser: Browser;
    let signIn: Awaited<ReturnType<typeof startSignInPages>>;
    const served: ServedPages[] = [];
    const pages: Page[] = [];
    const serve = async (withSignIn: boolean): Promise<ServedPages> => {
      const { graphqlUrl: endpoint, apiKey } = test.cloud;
      const made = await servePages(
        { endpoint, apiKey, ...(withSignIn ? { signIn: { url: signIn.url, clientId } } : {}) },
        {
          port: 0,
          buildFolder: join(test.stateFolder, 'pages'),
          onFault: (error) => {
            throw error;
          },
        },
      );
      served.push(made);
      return made;
    };
    const open = async (address: string): Promise<Page> => {
      const page = await browser.open({ viewport: { width: 1280, height: 900 } });
      pages.push(page);
      await page.goto(address);
      return page;
    };

    beforeAll(async () => {
      [browser, test] = await Promise.all([startBrowser(), startTestCloud()]);
      // No model: what the pages show of one is tested where one is trained.
      await test.load();
      signIn = await startSignInPages(clientId, () => test.cloud.token('keeper', ['admin']));
    }, 600_000);
    afterEach(async () => {
      for (const page of pages.splice(0)) await page.context().close();
      for (const each of served.splice(0)) await each.stop();
    });
    afterAll(async () => {
      await browser?.close();
      await signIn?.close();
      await test?.close();
    });

    it('open the console to a token of the group admin, and say what is of the local cloud alone', async () => {
      const { consoleUrl } = await serve(false);
      const page = await open(`${consoleUrl}/models`);
      await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      const paste = async (token: string): Promise<void> => {
        await page.getByLabel('access token').fill(token);
        await page.keyboard.press('Enter');
      };
      await paste('nonsense');
      await page.getByText('That is no token').waitFor();
      await paste(await test.cloud.token('u1'));
      await page.getByText('u1 is not in the group admin').waitFor();
      await paste(await test.cloud.token('keeper', ['admin']));
      await page.getByText('No model answers yet').waitFor();
      await page.getByRole('link', { name: 'Overview' }).click();
      await page.getByText('The live feed is of the local cloud alone').waitFor();
      await page.getByText('No model yet').waitFor();
      expect(await page.getByRole('link', { name: 'Playground' }).count()).toBe(0);
      expect(await findBarriers(page)).toEqual([]);
      // What is the API's works as it does here.
      await page.getByRole('link', { name: 'Costs' }).click();
      await page.getByText(/at list prices of us-east-1/).waitFor();
      await page.reload();
      await page.getByText(/at list prices of us-east-1/).waitFor();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByText('You are signed out of this tab.').waitFor();
      await page.reload();
      await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    });

    it('send an administrator to the sign-in pages and back to the view that was asked for', async () => {
      const { consoleUrl } = await serve(true);
      const page = await open(`${consoleUrl}/people/u1?placement=item`);
      await page.getByRole('button', { name: /^Sign in at / }).press('Enter');
      await page.getByRole('heading', { level: 1, name: 'u1' }).waitFor();
      expect(page.url()).toBe(`${consoleUrl}/people/u1?placement=item`);
      // Somebody else's code opens nothing.
      const other = await open(`${consoleUrl}?code=code-0&state=somebody-else`);
      await other.getByText('This sign-in was begun in another tab.').waitFor();
    });

    it('show the shop to visitors whom the API knows by their signed ids, by push', async () => {
      const { shopUrl } = await serve(false);
      const page = await open(shopUrl);
      await forYou(page).locator('li[data-key]').first().waitFor();
      const visitor = await userOf(page);
      const before = await orderOf(page);
      await forYou(page).getByRole('link').first().click();
      await page.getByRole('button', { name: 'Like', exact: true }).click();
      await page.mouse.move(0, 0);
      await eventually(() => originOf(page)).toBe('PUSHED');
      await page.goto(shopUrl);
      await eventually(async () => (await orderOf(page)).length).toBeGreaterThan(5);
      expect(await orderOf(page)).not.toEqual(before);
      expect(await userOf(page)).toBe(visitor);
      await page.getByRole('button', { name: 'Behind the scenes' }).click();
      await page.getByText('Stopping the model and the playground are of the local cloud alone.').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /Change whom/ }).click();
      await page.getByRole('menuitem', { name: /^Forget me/ }).click();
      await page.getByRole('button', { name: 'Forget me', exact: true }).click();
      await page.getByRole('heading', { name: 'You are being forgotten' }).waitFor();
      await page.getByText(/^Receipt/).waitFor();
      expect(await userOf(page)).not.toBe(visitor);
    });

    it('answer nobody who calls this machine by another name', async () => {
      const { shopUrl } = await serve(false);
      const { request } = await import('node:http');
      const status = await new Promise((resolve) => {
        request(shopUrl.replace('localhost', '127.0.0.1'), { headers: { host: 'evil.example' } }, (response) =>
          resolve(response.resume().statusCode),
        ).end();
      });
      expect(status).toBe(403);
    });
  });
