import type { ExecutionResult } from 'graphql';
import type { Operation } from './Operation.ts';

interface Message {
  type: string;
  id?: string;
  payload?: ExecutionResult;
}

/** Presence marks last 15 minutes (schema/recommendation.graphql), in milliseconds with some to spare. */
const renewalPause = 600_000;

/**
 * One subscription over AppSync's real-time protocol, on a connection of its own: yields each push and ends when the
 * service completes it or the reader stops. Subscribes again now and then, the new one before the old is stopped, so
 * that the service goes on making lists for who listens.
 * https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html
 */
export async function* subscribe(
  graphqlUrl: string,
  headers: Record<string, string>,
  operation: Operation,
  pause = renewalPause,
): AsyncGenerator<ExecutionResult> {
  const url = new URL(`${graphqlUrl}/realtime`.replace(/^http/, 'ws'));
  const authorization = { host: url.host, ...headers };
  url.searchParams.set('header', btoa(JSON.stringify(authorization)));
  url.searchParams.set('payload', btoa('{}'));
  const socket = new WebSocket(url, 'graphql-ws');
  const messages: Message[] = [];
  let ended = false;
  let newest = 0;
  let acknowledged = 0;
  let renewal: ReturnType<typeof setTimeout> | undefined;
  const start = (): void => {
    const data = JSON.stringify({
      query: operation.query,
      variables: operation.variables ?? {},
      operationName: operation.operationName ?? undefined,
    });
    newest += 1;
    const payload = { data, extensions: { authorization } };
    socket.send(JSON.stringify({ id: String(newest), type: 'start', payload }));
  };
  let wake: () => void = () => undefined;
  socket.onopen = () => socket.send(JSON.stringify({ type: 'connection_init' }));
  socket.onmessage = (event) => {
    messages.push(JSON.parse(String(event.data)) as Message);
    wake();
  };
  socket.onclose = () => {
    ended = true;
    wake();
  };
  try {
    for (;;) {
      const message = messages.shift();
      if (!message) {
        if (ended) throw new Error('The connection was closed.');
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      } else if (message.type === 'connection_ack') {
        start();
      } else if (message.type === 'start_ack') {
        acknowledged = newest;
        renewal = setTimeout(start, pause);
        if (newest > 1) socket.send(JSON.stringify({ id: String(newest - 1), type: 'stop' }));
        else yield { data: null, extensions: { subscription: 'open, waiting for pushes' } };
      } else if (message.type === 'data') {
        // While two overlap, both bring each push.
        if (Number(message.id) === acknowledged) yield message.payload ?? {};
      } else if (message.type === 'error' || message.type === 'connection_error') {
        yield { errors: message.payload?.errors };
        return;
      } else if (message.type === 'complete' && Number(message.id) === newest) {
        return;
      }
    }
  } finally {
    clearTimeout(renewal);
    socket.onclose = null;
    socket.close();
  }
}
