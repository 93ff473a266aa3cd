import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { flattenHeaders, readBody } from '../gateway/index.ts';
import { isMeantForThisMachine, listen, readTarget } from '../sockets/index.ts';
import { EngineConnection } from './EngineConnection.ts';

/** Where other programs of this machine reach an engine. */
export interface EngineDoor {
  /** An endpoint for any client of DynamoDB; its path is the secret. */
  url: string;
  close(): Promise<void>;
}

/**
 * The engines answer every web page and every signature. This stands before one: it takes requests with a secret in
 * the path, made anew at each start, that no browser sends (they name an origin) and that are meant for this machine
 * (a name that an attacker points at 127.0.0.1 is not).
 */
export async function openEngineDoor(endpoint: string, onFault: (error: Error) => void): Promise<EngineDoor> {
  const secret = Buffer.from(`/${randomBytes(24).toString('base64url')}`);
  const engine = new EngineConnection(endpoint);

  const isMeant = (request: IncomingMessage): boolean => {
    const path = Buffer.from(readTarget(request.url).path.replace(/\/$/, ''));
    const hasSecret = path.length === secret.length && timingSafeEqual(path, secret);
    return hasSecret && request.headers.origin === undefined && isMeantForThisMachine(request);
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isMeant(request)) {
      response.writeHead(403, { 'content-length': 0, connection: 'close' }).end();
      return;
    }
    const body = await readBody(request).catch(() => undefined);
    if (body === undefined) {
      response.destroy();
      return;
    }
    const given = await engine.forward({ headers: flattenHeaders(request), body });
    response
      .writeHead(given.status, { ...given.headers, 'content-length': Buffer.byteLength(given.body) })
      .end(given.body);
  };

  const listening = await listen({ port: 0, onRequest: answer, onFault });
  return {
    url: `http://127.0.0.1:${listening.port}${secret.toString()}`,
    close: async () => {
      await listening.close();
      engine.close();
    },
  };
}
