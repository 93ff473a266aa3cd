import { join } from 'node:path';
import { servePages, type ServedPages } from '../local/servePages.ts';
import { listenForStop } from './listenForStop.ts';
import { parsePagesOptions, type PagesOptions } from './pagesOptions.ts';
import { runCommand } from './runCommand.ts';

/** What a person needs to know. */
const describe = ({ api }: PagesOptions, { consoleUrl, shopUrl }: ServedPages): string =>
  [
    '',
    `  Console      ${consoleUrl}`,
    `  Shop         ${api.apiKey ? shopUrl : 'needs --api-key'}`,
    `  API          ${api.endpoint}`,
    api.signIn
      ? `  Sign-in      ${api.signIn.url}, where signInUrls has ${consoleUrl}`
      : '  Sign-in      by an access token of the group admin, which the console asks for',
    '',
    '  Ctrl-C stops serving them.',
    '',
    '',
  ].join('\n');

/** `recsync pages`: the console and the shop of a deployed API. */
await runCommand(async () => {
  const options = parsePagesOptions(process.argv.slice(2));
  const signal = listenForStop();
  const served = await servePages(options.api, {
    port: options.port,
    buildFolder: join(options.stateFolder, 'pages'),
    onFault: (error) => process.stderr.write(`${error.message}\n`),
  });
  const { consoleUrl, shopUrl } = served;
  const shop = options.api.apiKey ? { shopUrl } : {};
  process.stdout.write(options.json ? `${JSON.stringify({ consoleUrl, ...shop })}\n` : describe(options, served));
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  await served.stop();
  return 0;
});
