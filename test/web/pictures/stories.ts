import type { Page } from 'playwright-core';

const person = { kind: 'PERSON', userId: 'u1', name: 'Visitor u1', note: '' };
const nobody = { kind: 'NOBODY', name: 'Not signed in', note: '' };
/** Somebody new: each picture has its own, so that none sees what another one did. */
const fresh = 'FRESH';

/** A state of a page that is worth a picture. */
export interface Story {
  name: string;
  path: string;
  /** Of the shop: as whom it is seen. */
  visitor?: object | typeof fresh;
  /** What is done before the picture is taken. */
  before?(page: Page): Promise<void>;
  /** Whether the whole page is in the picture, however long it is. */
  isWhole?: boolean;
  /** How it looks in the docs, where it has a place there. */
  inDocs?: { width: number; height: number; colorScheme: 'light' | 'dark' };
}

const desktop = { width: 1280, height: 800, colorScheme: 'light' } as const;
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first();
const openMenu = async (page: Page): Promise<void> => {
  await button(page, /Change whom/).click();
  await page.getByRole('menu').waitFor();
};
const openForgetMe = async (page: Page): Promise<void> => {
  await openMenu(page);
  await page.getByRole('menuitem', { name: /^Forget me/ }).click();
  await page.getByRole('alertdialog').waitFor();
};
const lookAtThreeThings = async (page: Page): Promise<void> => {
  for (let index = 0; index < 3; index += 1) {
    await page.locator('.results a.product').nth(index).click();
    await page.locator('.about h1').waitFor();
    await page.locator('[data-origin="PUSHED"]').waitFor();
    await page.goBack();
    await page.locator('.results a.product').nth(index).waitFor();
  }
  await page.getByRole('link', { name: 'Harbour & Lantern' }).click();
  await page
    .getByText(/^Because you looked at/)
    .first()
    .waitFor();
  await page.mouse.move(0, 0);
};

export const stories: Story[] = [
  { name: 'home', path: '/', visitor: person, isWhole: true },
  { name: 'home-new', path: '/', visitor: fresh, isWhole: true, inDocs: desktop },
  { name: 'home-nobody', path: '/', visitor: nobody, isWhole: true },
  {
    name: 'home-after-three',
    path: '/search?category=Deep+Space',
    visitor: fresh,
    before: lookAtThreeThings,
    isWhole: true,
    inDocs: desktop,
  },
  {
    name: 'item',
    path: '/item/book-105',
    visitor: person,
    isWhole: true,
  },
  { name: 'item-absent', path: '/item/no-such-item', visitor: person, isWhole: true },
  { name: 'search', path: '/search?words=sea', visitor: person, isWhole: true },
  { name: 'search-nothing', path: '/search?words=xyzzy', visitor: person, isWhole: true },
  { name: 'cart-empty', path: '/cart', visitor: fresh, isWhole: true },
  {
    name: 'cart',
    path: '/item/book-105',
    visitor: person,
    isWhole: true,
    before: async (page) => {
      await button(page, 'Add to cart').click();
      await page.getByRole('link', { name: /^Cart/ }).click();
      await button(page, 'Buy').waitFor();
    },
  },
  {
    name: 'why',
    path: '/',
    visitor: person,
    inDocs: desktop,
    before: async (page) => {
      await page.locator('.shelf-grid .card').first().hover();
      await button(page, /^Why /).click();
      await page.locator('.popover').waitFor();
    },
  },
  {
    name: 'why-not',
    path: '/search?category=Deep+Space',
    visitor: person,
    inDocs: desktop,
    before: async (page) => {
      await page.locator('.result').nth(2).hover();
      await page
        .locator('.result')
        .nth(2)
        .getByRole('button', { name: /^Why not/ })
        .click();
      await page.locator('.findings').first().waitFor();
    },
  },
  {
    name: 'why-not-item',
    path: '/item/book-105',
    visitor: person,
    before: async (page) => {
      await button(page, 'Why not that?').click();
      await page.locator('.findings').first().waitFor();
    },
  },
  { name: 'visitors', path: '/', visitor: fresh, before: openMenu },
  { name: 'forget-me', path: '/', visitor: fresh, before: openForgetMe },
  {
    name: 'forgotten',
    path: '/item/book-105',
    visitor: fresh,
    isWhole: true,
    before: async (page) => {
      await openForgetMe(page);
      await page.getByRole('button', { name: 'Forget me', exact: true }).click();
      await page.getByRole('heading', { name: 'You are being forgotten' }).waitFor();
      await page.locator('.receipt code').waitFor();
    },
  },
  {
    name: 'details',
    path: '/',
    visitor: person,
    before: (page) => button(page, /about the list For you/).click(),
  },
  {
    name: 'stopped',
    path: '/',
    visitor: fresh,
    inDocs: desktop,
    before: async (page) => {
      await button(page, 'Behind the scenes').click();
      await button(page, 'Stop the model').click();
      await page.getByText('The model is stopped').waitFor();
      await page.keyboard.press('Escape');
      // What the visitor does now makes a list that is stored too old.
      await page.locator('.shelf-grid a.product').first().click();
      await page
        .getByText(/^The model is away/)
        .first()
        .waitFor();
      await page.getByRole('link', { name: 'Harbour & Lantern' }).click();
      await page.locator('.shelf-grid [data-key]').first().waitFor();
      await page.mouse.move(0, 0);
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
