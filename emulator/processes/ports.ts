import { randomInt } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { PortTaken } from './errors.ts';

/**
 * An address of this machine that others have to guess, for programs that answer whoever reaches them: on Linux every
 * one of 127.0.0.0/8 works without being set up, which with the port makes 2^38 places to look.
 */
export const hiddenHost = (platform = process.platform): string => {
  const part = () => randomInt(1, 255);
  return platform === 'linux' ? `127.${part()}.${part()}.${part()}` : '127.0.0.1';
};

/** A port that nothing listens on right now. */
export const freePort = (host = '127.0.0.1'): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, host, () => {
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
