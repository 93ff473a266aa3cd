import type { IncomingMessage } from 'node:http';

const ownNames = /^(127\.0\.0\.1|\[::1\]|([a-z0-9-]+\.)*localhost)(:\d+)?$/i;

/**
 * Whether a request names this machine. A page of the web can have a name of its own point at 127.0.0.1 after it was
 * loaded (DNS rebinding), and is then of one origin with what listens there; its requests still bear that name.
 */
export const isMeantForThisMachine = ({ headers }: Pick<IncomingMessage, 'headers'>): boolean =>
  ownNames.test(headers.host ?? '');
