import { isMeantForThisMachine, listen, readTarget } from '../emulator/sockets/index.ts';
import { BundledPage, type DeployedApi } from './BundledPage.ts';
import { consolePage, storefront } from './pages.ts';

export interface ServePagesOptions {
  /** 0 takes a free one. */
  port: number;
  /** Keeps what is bundled. */
  buildFolder: string;
  onFault(error: Error): void;
}

/** The pages of a deployed API, on this machine. */
export interface ServedPages {
  consoleUrl: string;
  shopUrl: string;
  stop(): Promise<void>;
}

/**
 * Serves the shop and the console on 127.0.0.1 for a deployed API, which they talk to themselves. The addresses say
 * `localhost`, because Cognito sends people back by http to no other name.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html
 * @throws PortTaken
 */
export async function servePages(
  api: DeployedApi,
  { port, buildFolder, onFault }: ServePagesOptions,
): Promise<ServedPages> {
  const pages = [consolePage, storefront].map((page) => new BundledPage(page, buildFolder, api));
  const listening = await listen({
    port,
    onFault,
    onRequest: async (request, response) => {
      const { path } = readTarget(request.url);
      const isRead = request.method === 'GET' && isMeantForThisMachine(request);
      if (isRead) for (const page of pages) if (await page.serve(path, response)) return;
      response.writeHead(isRead ? 404 : 403, { 'content-length': 0 }).end();
    },
  });
  const origin = `http://localhost:${listening.port}`;
  return { consoleUrl: `${origin}/console`, shopUrl: `${origin}/`, stop: () => listening.close() };
}
