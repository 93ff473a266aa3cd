import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort, hiddenHost, isPortFree } from '../../processes/index.ts';

const servers: Server[] = [];

const listen = (port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    servers.push(server);
    server.listen(port, host, resolve);
  });

afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve)))));

describe('a port', () => {
  it('is free where nothing listens on it', async () => {
    const host = hiddenHost();
    const port = await freePort(host);
    expect(await isPortFree(port)).toBe(true);
    expect(await isPortFree(port, host)).toBe(true);
  });

  it('is taken where something listens on it', async () => {
    const host = hiddenHost();
    const port = await freePort(host);
    await listen(port, host);
    expect(await isPortFree(port, host)).toBe(false);
  });

  it.runIf(process.platform === 'linux')(
    'of a hidden host is taken where another program has the same one of 127.0.0.1',
    async () => {
      const port = await freePort();
      await listen(port, '127.0.0.1');
      expect(await isPortFree(port, hiddenHost())).toBe(false);
    },
  );
});
