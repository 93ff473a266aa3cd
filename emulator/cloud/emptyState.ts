import { rmSync } from 'node:fs';
import { join } from 'node:path';

/** Everything in the state folder that is made from data; keys, certificates and the lock stay. */
const dataParts = ['dynamodb', 'imports', 'lambda', 'logs', 'model', 'queues', 'training', 'training.request'];

/** Forgets all data of a state folder that this process holds the lock of. */
export const emptyState = (stateFolder: string): void =>
  dataParts.forEach((part) => rmSync(join(stateFolder, part), { recursive: true, force: true }));
