import type { BrowserContextOptions, Page } from 'playwright-core';
import type { LocalCloud } from '../../../local/startLocalCloud.ts';
import type { Browser } from '../startBrowser.ts';
import type { Story } from './stories.ts';

let strangers = 0;

const isQuiet = async (page: Page): Promise<void> => {
  await page.waitForSelector('main h1', { state: 'attached' });
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .waiting'));
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
};

/** Plays a story to its end, and gives its page to look at. */
export async function playStory<Seen>(
  { visitor, path, before }: Story,
  cloud: LocalCloud,
  browser: Browser,
  options: BrowserContextOptions,
  look: (page: Page) => Promise<Seen>,
): Promise<Seen> {
  const page = await browser.open(options);
  const stranger = { kind: 'NEW', userId: `stranger-${(strangers += 1)}`, name: 'New visitor', note: '' };
  await page.addInitScript(([key, kept]) => sessionStorage.getItem(key) ?? sessionStorage.setItem(key, kept), [
    'recsync-storefront-visitor',
    JSON.stringify(visitor === undefined || visitor === 'FRESH' ? stranger : visitor),
  ] as const);
  const { hash } = new URL(cloud.storefrontUrl);
  await page.goto(new URL(path + hash, cloud.graphqlUrl).href);
  await isQuiet(page);
  await before?.(page);
  await isQuiet(page);
  const seen = await look(page);
  await page.context().close();
  // Some stories stop the model.
  const model = await cloud.model.process();
  if (model?.isHeld) await model.release();
  return seen;
}
