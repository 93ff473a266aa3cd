import { createServer } from 'node:net';
import { PortTaken } from './errors.ts';

/** Looks before anything is started. @throws PortTaken */
export const assertPortFree = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => reject(new PortTaken(port, { cause: error })));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });
