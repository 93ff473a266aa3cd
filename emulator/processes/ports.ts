import { createServer, type AddressInfo } from 'node:net';
import { PortTaken } from './errors.ts';

/** A port of 127.0.0.1 that nothing listens on right now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

/** Looks before anything is started. @throws PortTaken */
export const assertPortFree = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => reject(new PortTaken(port, { cause: error })));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });
