import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { chromium, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';

/** Debian's and Ubuntu's package; no browser is downloaded. */
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Why there is no browser here, or undefined where there is one. */
export const missingBrowser = existsSync(executablePath)
  ? undefined
  : `needs Chromium at ${executablePath}; apt-get install chromium, or set CHROMIUM_PATH`;

export interface Browser {
  /** A page of somebody who shares nothing with the pages before: cookies, storage, cache. */
  open(options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/** Headless Chromium that talks to nobody but this machine. */
export async function startBrowser(): Promise<Browser> {
  // Chromium puts a socket there, whose path may have 107 characters: the folder of a test run is too deep for it.
  const folder = mkdtempSync('/tmp/recsync-chromium-');
  const browser = await chromium.launch({
    executablePath,
    env: { ...process.env, TMPDIR: folder } as Record<string, string>,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--crash-dumps-dir=${folder}`,
    ],
  });
  const contexts: BrowserContext[] = [];
  return {
    open: async (options) => {
      const context = await browser.newContext({ locale: 'en-GB', ...options });
      contexts.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      return page;
    },
    close: async () => {
      for (const context of contexts) await context.close();
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
