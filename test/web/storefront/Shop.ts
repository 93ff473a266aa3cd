import type { BrowserContextOptions, Locator, Page, Request } from 'playwright-core';
import { expect } from 'vitest';
import { createClient, type Client } from '../../../client/index.ts';
import type { TestCloud } from '../../helpers/startTestCloud.ts';
import { startTrainedCloud } from '../../helpers/startTrainedCloud.ts';
import { startBrowser, type Browser } from '../startBrowser.ts';

/** Patient, because a whole cloud and a browser share two cores. */
export const patience = 30_000;
export const eventually = <Value>(look: () => Promise<Value>) => expect.poll(look, { timeout: patience });

/** The visitor's own list on a page. */
export const forYou = (page: Page): Locator =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: /^For you/ }) });
export const orderOf = (page: Page): Promise<(string | null)[]> =>
  forYou(page)
    .locator('li[data-key]')
    .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-key')));
export const originOf = (page: Page): Promise<string | null> =>
  forYou(page).locator('.details').getAttribute('data-origin');

const visitorKey = 'recsync-storefront-visitor';
/** The user as whom a page sees the shop. */
export const userOf = (page: Page): Promise<string> =>
  page.evaluate((key) => (JSON.parse(sessionStorage.getItem(key)!) as { userId: string }).userId, visitorKey);

/** A loaded shop with a trained model, and browsers that look at it. */
export class Shop {
  readonly test: TestCloud;
  readonly browser: Browser;
  readonly #pages: Page[] = [];
  readonly #clients: Client[] = [];

  private constructor(test: TestCloud, browser: Browser) {
    this.test = test;
    this.browser = browser;
  }

  static async open(): Promise<Shop> {
    const [browser, test] = await Promise.all([startBrowser(), startTrainedCloud()]);
    return new Shop(test, browser);
  }

  addressOf(path: string): string {
    return new URL(path, this.test.cloud.storefrontUrl).href;
  }

  /** A page of somebody new, or of the visitor given, whose lists are there and follow what happens. */
  async openPage(
    path = '/',
    { visitor, ...options }: BrowserContextOptions & { visitor?: string } = {},
  ): Promise<Page> {
    const page = await this.openBlank(options);
    if (visitor) {
      const kept = JSON.stringify({ kind: 'NEW', userId: visitor, name: 'New visitor', note: '' });
      // Once: a page that goes on as somebody else is to stay so when it is loaded again.
      await page.addInitScript(([key, value]) => sessionStorage.getItem(key) ?? sessionStorage.setItem(key, value), [
        visitorKey,
        kept,
      ] as const);
    }
    const isSettled = this.#whenSettled(page);
    await page.goto(this.addressOf(`${path}${new URL(this.test.cloud.storefrontUrl).hash}`));
    await isSettled;
    await this.isQuiet(page);
    return page;
  }

  /** A page that shows nothing yet. */
  async openBlank(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await this.browser.open({ viewport: { width: 1280, height: 900 }, ...options });
    this.#pages.push(page);
    return page;
  }

  /** Waits for every list of the page. */
  async isQuiet(page: Page): Promise<void> {
    await page.locator('main h1').waitFor({ state: 'attached' });
    await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
  }

  /** The same user in another place. */
  clientOf(userId: string): Client {
    return this.#keep({ token: () => this.test.cloud.token(userId) });
  }

  /** Who keeps the shop. */
  administrator(): Client {
    return this.#keep({ token: () => this.test.cloud.token('keeper', ['admin']) });
  }

  /** What one test opened. */
  async clear(): Promise<void> {
    for (const page of this.#pages.splice(0)) await page.context().close();
    for (const client of this.#clients.splice(0)) client.close();
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.test.close();
  }

  /**
   * Resolves when the page has what it asked for when its subscription opened: it asks before that too, and the second
   * answer may stand in another order.
   */
  #whenSettled(page: Page): Promise<void> {
    return new Promise((resolve) => {
      let isFollowed = false;
      let second: Request | undefined;
      page.on('websocket', (socket) => {
        socket.on('framereceived', ({ payload }) => {
          isFollowed ||= String(payload).includes('start_ack');
        });
      });
      page.on('request', (request) => {
        if (isFollowed && request.postData()?.includes('query Recommendations(')) second ??= request;
      });
      page.on('requestfinished', (request) => request === second && resolve());
    });
  }

  #keep(auth: { token(): Promise<string> }): Client {
    const client = createClient({ endpoint: this.test.cloud.graphqlUrl, auth });
    this.#clients.push(client);
    return client;
  }
}
