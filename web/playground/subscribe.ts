import type { ExecutionResult } from 'graphql';
import type { Operation } from './Operation.ts';

interface Message {
  type: string;
  payload?: ExecutionResult;
}

/**
 * One subscription over AppSync's real-time protocol, on a connection of its own: yields each push and ends when the
 * service completes it or the reader stops.
 * https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html
 */
export async function* subscribe(
  graphqlUrl: string,
  headers: Record<string, string>,
  operation: Operation,
): AsyncGenerator<ExecutionResult> {
  const url = new URL(`${graphqlUrl}/realtime`.replace(/^http/, 'ws'));
  const authorization = { host: url.host, ...headers };
  url.searchParams.set('header', btoa(JSON.stringify(authorization)));
  url.searchParams.set('payload', btoa('{}'));
  const socket = new WebSocket(url, 'graphql-ws');
  const messages: Message[] = [];
  let ended = false;
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
        const data = JSON.stringify({
          query: operation.query,
          variables: operation.variables ?? {},
          operationName: operation.operationName ?? undefined,
        });
        socket.send(JSON.stringify({ id: '1', type: 'start', payload: { data, extensions: { authorization } } }));
      } else if (message.type === 'start_ack') {
        yield { data: null, extensions: { subscription: 'open, waiting for pushes' } };
      } else if (message.type === 'data') {
        yield message.payload ?? {};
      } else if (message.type === 'error' || message.type === 'connection_error') {
        yield { errors: message.payload?.errors };
        return;
      } else if (message.type === 'complete') {
        return;
      }
    }
  } finally {
    socket.onclose = null;
    socket.close();
  }
}
