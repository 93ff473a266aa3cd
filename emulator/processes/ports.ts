import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { PortTaken } from './errors.ts';

/**
 * An address of this machine that others have to guess, for programs that answer whoever reaches them: on Linux every
 * one of 127.0.0.0/8 works without being set up, which with the port makes 2^38 places to look.
 */
export const hiddenHost = (platform = process.platform): string => {
  const part = () => randomInt(1, 255);
  return platform === 'linux' ? `127.${part()}.${part()}.${part()}` : '127.0.0.1';
};

const canListen = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });

/**
 * Whether nothing of this machine listens on a port: dynoxide, for one, refuses a port of a hidden host where another
 * program has the same port of 127.0.0.1.
 */
export const isPortFree = async (port: number, host = '127.0.0.1'): Promise<boolean> =>
  (await canListen(port, host)) && (host === '127.0.0.1' || (await canListen(port, '127.0.0.1')));

/**
 * A port that nothing listens on right now, and that no outgoing connection is given: systems take those from 32768 up,
 * so that a server which is started again later finds its port still free.
 */
export const freePort = async (host?: string): Promise<number> => {
  for (;;) {
    const port = randomInt(10_000, 32_768);
    if (await isPortFree(port, host)) return port;
  }
};

/** Looks before anything is started. @throws PortTaken */
export const assertPortFree = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => reject(new PortTaken(port, { cause: error })));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });
