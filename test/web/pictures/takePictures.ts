/**
 * `npm run pictures`: pictures of every page of the shop and the console, and of their states, at phone, tablet and desktop width, light
 * and dark, into build/pictures. For whoever changes how it looks: look at each. `-- home` takes those with `home` in
 * their name; `-- --width=768` those of one width; `-- --docs` takes those of the docs instead, into docs/pictures.
 */
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTestCloud } from '../../helpers/startTestCloud.ts';
import { missingBrowser, startBrowser } from '../startBrowser.ts';
import { consoleStories, fillConsole } from './consoleStories.ts';
import { playStory } from './playStory.ts';
import { stories } from './stories.ts';
import { toWebP } from './toWebP.ts';

const given = process.argv.slice(2);
const isForDocs = given.includes('--docs');
/** Only the pictures whose name has this in it. */
const wanted = given.find((argument) => !argument.startsWith('--')) ?? '';
const folder = isForDocs ? join('docs', 'pictures') : join('build', 'pictures');
const onlyWidth = given.find((argument) => argument.startsWith('--width='))?.slice('--width='.length);
const widths = [390, 768, 1440].filter((width) => onlyWidth === undefined || width === Number(onlyWidth));
const schemes = ['light', 'dark'] as const;

if (missingBrowser) {
  console.error(`No pictures: ${missingBrowser}`);
  process.exit(1);
}
if (wanted === '') rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const test = await startTestCloud();
const browser = await startBrowser();
try {
  await test.loadAndTrain();
  await fillConsole(test.cloud);
  for (const story of [...stories, ...consoleStories].filter(({ name }) => name.includes(wanted))) {
    const { name, isWhole, inDocs } = story;
    if (isForDocs) {
      if (!inDocs) continue;
      const { width, height, colorScheme } = inDocs;
      const png = await playStory(story, test.cloud, browser, { colorScheme, viewport: { width, height } }, (page) =>
        page.screenshot(),
      );
      const file = join(folder, `${name}.webp`);
      writeFileSync(file, await toWebP(browser, png));
      console.log(`${file}: ${Math.round(statSync(file).size / 1000)} kB`);
      continue;
    }
    for (const width of widths) {
      for (const colorScheme of schemes) {
        const viewport = { width, height: width < 700 ? 844 : 1000 };
        const path = join(folder, `${name}-${width}-${colorScheme}.png`);
        await playStory(story, test.cloud, browser, { colorScheme, viewport }, (page) =>
          page.screenshot({ path, fullPage: isWhole }),
        );
      }
    }
    console.log(name);
  }
} finally {
  await browser.close();
  await test.close();
}
