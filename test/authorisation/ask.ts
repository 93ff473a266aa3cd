import { WebSocket } from 'ws';
import { mendAnswer } from '../witness/engine.ts';
import type { Caller } from './callers.ts';
import type { Outcome } from './Row.ts';

interface AnswerError {
  errorType?: string | null;
  message: string;
  path?: (string | number)[];
}
export interface Answer {
  /** Whether the request as a whole was refused, before any field was looked at. */
  isRefused: boolean;
  data?: Record<string, unknown> | null;
  errors?: AnswerError[];
}

/** One request over HTTP: a document, or a whole body. */
export async function ask(graphqlUrl: string, caller: Caller, request: string | object): Promise<Answer> {
  const body = JSON.stringify(typeof request === 'string' ? { query: request } : request);
  const response = await fetch(graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(await caller.prove(new URL(graphqlUrl), body)) },
    body,
  });
  const answer = mendAnswer((await response.json()) as Omit<Answer, 'isRefused'>);
  return { ...answer, isRefused: response.status === 401 || response.status === 403 };
}

/** In one word. An answer of several entries is what its first is. */
export function outcomeOf({ isRefused, data, errors }: Answer): Outcome {
  if (errors?.length) return `${isRefused ? 'refused: ' : ''}${errors[0].errorType ?? errors[0].message}`;
  const [value] = Object.values(data ?? {}) as ({ results?: { errorType?: string | null }[] } | null)[];
  return value === null ? 'nothing' : (value?.results?.[0]?.errorType ?? 'answered');
}

/** In one word, what stands at a path such as `recordInteractions.results.1`; the request as a whole at ``. */
export function outcomeAt(answer: Answer, path: string): Outcome {
  if (path === '') return outcomeOf(answer);
  const { data, errors } = answer;
  const error = errors?.find((each) => (each.path ?? []).join('.') === path);
  if (error) return error.errorType ?? error.message;
  const value = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | null)?.[key], data);
  if (value === undefined || value === null) return 'nothing';
  return (value as { errorType?: string | null }).errorType ?? 'answered';
}

const encode = (value: object): string => encodeURIComponent(Buffer.from(JSON.stringify(value)).toString('base64'));

/**
 * One subscription over a connection of its own; resolves when it is granted or refused.
 * https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html
 */
export async function subscribe(
  realtimeUrl: string,
  graphqlUrl: string,
  caller: Caller,
  query: string,
): Promise<Answer> {
  const url = new URL(graphqlUrl);
  const greeting = await caller.prove(new URL(`${graphqlUrl}/connect`), '{}');
  const header = { host: url.host, ...greeting };
  const socket = new WebSocket(`${realtimeUrl}?header=${encode(header)}&payload=${encode({})}`, 'graphql-ws', {
    rejectUnauthorized: false,
  });
  const data = JSON.stringify({ query, variables: {} });
  const authorization = { host: url.host, ...(await caller.prove(url, data)) };
  try {
    return await new Promise<Answer>((resolve, reject) => {
      socket.once('error', reject);
      socket.once('close', () => reject(new Error(`The connection of ${caller.name} was closed without a word.`)));
      socket.once('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
      socket.on('message', (message) => {
        const { type, payload } = JSON.parse(String(message)) as { type: string; payload?: { errors?: AnswerError[] } };
        if (type === 'connection_ack') {
          const start = { id: '1', type: 'start', payload: { data, extensions: { authorization } } };
          socket.send(JSON.stringify(start));
        }
        if (type === 'start_ack') resolve({ isRefused: false, data: { subscription: {} } });
        if (type === 'error') resolve({ isRefused: false, errors: mendAnswer(payload ?? {}).errors });
        if (type === 'connection_error') resolve({ isRefused: true, errors: payload?.errors });
      });
    });
  } finally {
    socket.removeAllListeners();
    socket.terminate();
  }
}
