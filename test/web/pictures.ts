/**
 * `npm run pictures`: pictures of every page of the shop and of the console, and of their states, at phone, tablet and desktop width, light
 * and dark, into build/pictures. For whoever changes how it looks: look at each.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { sqsService } from '../../emulator/index.ts';
import { makeStreamRecord } from '../helpers/makeStreamRecord.ts';
import { startTestCloud } from '../helpers/startTestCloud.ts';
import { missingBrowser, startBrowser } from './startBrowser.ts';

const folder = join('build', 'pictures');
const widths = [390, 768, 1440];
const schemes = ['light', 'dark'] as const;
/** Only the pictures whose name has this in it. */
const [wanted = ''] = process.argv.slice(2);

if (missingBrowser) {
  console.error(`No pictures: ${missingBrowser}`);
  process.exit(1);
}
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const test = await startTestCloud();
const browser = await startBrowser();
const origin = new URL(test.cloud.graphqlUrl).origin;

const isQuiet = async (page: Page): Promise<void> => {
  await page.waitForSelector('main h1', { state: 'attached' });
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .waiting'));
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
};
const setVisitor = async (page: Page, visitor: object): Promise<void> => {
  await page.addInitScript(
    (kept) => sessionStorage.setItem('recsync-storefront-visitor', kept),
    JSON.stringify(visitor),
  );
};
const person = { kind: 'PERSON', userId: 'u1', name: 'Visitor u1', note: '' };
const nobody = { kind: 'NOBODY', name: 'Not signed in', note: '' };
const fresh = { kind: 'NEW', userId: 'visitor-new', name: 'New visitor', note: '' };

interface Picture {
  name: string;
  path: string;
  visitor: object;
  /** What is done before the picture is taken. */
  before?(page: Page): Promise<void>;
  isConsole?: boolean;
}
const pictures: Picture[] = [
  { name: 'home', path: '/', visitor: person },
  { name: 'home-new', path: '/', visitor: fresh },
  { name: 'home-nobody', path: '/', visitor: nobody },
  { name: 'item', path: '/item/book-105', visitor: person },
  { name: 'item-absent', path: '/item/no-such-item', visitor: person },
  { name: 'search', path: '/search?words=sea', visitor: person },
  { name: 'search-nothing', path: '/search?words=xyzzy', visitor: person },
  { name: 'cart-empty', path: '/cart', visitor: fresh },
  {
    name: 'cart',
    path: '/item/book-105',
    visitor: person,
    before: async (page) => {
      await page.getByRole('button', { name: 'Add to cart' }).click();
      await page.getByRole('link', { name: /^Cart/ }).click();
      await page.getByRole('button', { name: 'Buy' }).waitFor();
    },
  },
  {
    name: 'why',
    path: '/',
    visitor: person,
    before: async (page) => {
      await page.locator('.shelf-grid .card').first().hover();
      await page.getByRole('button', { name: /^Why / }).first().click();
    },
  },
  {
    name: 'visitors',
    path: '/',
    visitor: person,
    before: (page) => page.getByRole('button', { name: /Change whom/ }).click(),
  },
  {
    name: 'details',
    path: '/',
    visitor: person,
    before: (page) => page.getByRole('button', { name: /about the list For you/ }).click(),
  },
  {
    name: 'stopped',
    path: '/',
    visitor: { ...fresh, userId: 'visitor-stopped' },
    before: async (page) => {
      await page.getByRole('button', { name: 'Behind the scenes' }).click();
      await page.getByRole('button', { name: 'Stop the model' }).click();
      await page.getByRole('button', { name: 'Start the model' }).first().waitFor();
    },
  },
  {
    name: 'offline',
    path: '/',
    visitor: person,
    before: async (page) => {
      await page.context().setOffline(true);
      await page.getByText('You are offline').waitFor();
    },
  },
];

/** Of the console: its names begin with `console`. */
const rooms: Pick<Picture, 'name' | 'path' | 'before'>[] = [
  { name: 'console', path: '/console' },
  ...['people', 'catalogue', 'placements', 'experiments', 'metrics', 'anomalies', 'models', 'health', 'audit'].map(
    (room) => ({ name: `console-${room}`, path: `/console/${room}` }),
  ),
  { name: 'console-person', path: '/console/people/u1' },
  {
    name: 'console-edit',
    path: '/console/catalogue',
    before: async (page: Page) => {
      await page.getByRole('row').nth(1).click();
      await page.getByRole('dialog').waitFor();
    },
  },
];
pictures.push(...rooms.map((room) => ({ ...room, visitor: person, isConsole: true })));

/** Something in every room of the console: what could not be handled, and who changed what. */
async function fillConsole(): Promise<void> {
  const queues = test.cloud.emulator.service(sqsService);
  const [queue] = Object.keys(queues.counts());
  const { region, accountId } = test.cloud.emulator;
  const timestamp = new Date().toISOString();
  for (const [userId, itemId, reason] of [
    ['u3', 'book-105', 'DynamoDB left 3 entries of a batch undone after 5 attempts.'],
    ['u4', 'book-106', 'timestamp: Invalid ISO datetime'],
  ]) {
    const record = makeStreamRecord({ userId: userId!, itemId: itemId!, timestamp });
    const message = { code: 'BATCH_UNPROCESSED', reason, failedAt: timestamp, record };
    queues.send(`arn:aws:sqs:${region}:${accountId}:${queue}`, JSON.stringify(message));
  }
}

try {
  await test.loadAndTrain();
  await fillConsole();
  // A picture with a person needs to be the person, so the key is the printed link's.
  for (const { name, path, visitor, before, isConsole = false } of pictures.filter((picture) =>
    picture.name.includes(wanted),
  )) {
    for (const width of widths) {
      for (const colorScheme of schemes) {
        const page = await browser.open({ colorScheme, viewport: { width, height: width < 700 ? 844 : 1000 } });
        await setVisitor(page, visitor);
        await page.goto(isConsole ? test.cloud.consoleUrl : test.cloud.storefrontUrl);
        await isQuiet(page);
        if (path !== '/') {
          await page.goto(origin + path);
          await isQuiet(page);
        }
        await before?.(page);
        await isQuiet(page);
        const isWhole = before === undefined || name === 'cart';
        await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: isWhole });
        await page.context().close();
        if (name === 'stopped') await (await test.cloud.model.process())?.release();
      }
    }
    console.log(name);
  }
} finally {
  await browser.close();
  await test.close();
}
