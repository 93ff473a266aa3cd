import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * How far the clocks of AWS's hosts are off, in milliseconds. AWS promises nothing of those of AppSync and Lambda; they
 * are kept in step to well below a second, so this is more than they will be.
 */
export const hostSkews = [0, 1_500, -1_500];

/**
 * A copy of a synthesized template whose functions have clocks of their own: each instance draws one when it starts.
 * @returns the folder of the copy
 */
export function skewFunctions(synthesized: string, folder: string): string {
  cpSync(synthesized, folder, { recursive: true });
  const clock = `
    const Date = ((Real) => {
      const skews = ${JSON.stringify(hostSkews)};
      const skew = skews[Math.floor(Math.random() * skews.length)];
      return class extends Real {
        constructor(...given) { if (given.length > 0) super(...given); else super(Real.now() + skew); }
        static now() { return Real.now() + skew; }
      };
    })(globalThis.Date);\n`;
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith('asset.'))) {
    for (const file of handlersIn(join(folder, name))) writeFileSync(file, clock + readFileSync(file, 'utf8'));
  }
  return folder;
}

/** Functions are folders of one bundle; resolvers are plain files, and know the time from their host. */
function handlersIn(asset: string): string[] {
  try {
    return readdirSync(asset)
      .filter((name) => name === 'index.js')
      .map((name) => join(asset, name));
  } catch {
    return [];
  }
}

/** Has every question about the time that is asked through `Date.now` while it runs answered by another host. */
export async function withHostClocks<Result>(random: () => number, start: () => Promise<Result>): Promise<Result> {
  const real = Date.now;
  Date.now = () => real() + hostSkews[Math.floor(random() * hostSkews.length)];
  try {
    return await start();
  } finally {
    Date.now = real;
  }
}
