import { useCallback, useEffect, useRef, useState } from 'react';
import type { Client } from '../createClient.ts';
import type { RecsyncError } from '../errors.ts';
import { useClient } from './ClientContext.ts';

/** What is known of a question. An answer stays while a newer one is on its way. */
export interface Answer<Value> {
  value: Value | undefined;
  error: RecsyncError | undefined;
  /** Whether a question is on its way. */
  isAsking: boolean;
  /** How long the last answer took, in milliseconds, as the caller saw it. */
  milliseconds: number | undefined;
  /** Asks again. */
  ask(): void;
}

type State<Value> = Omit<Answer<Value>, 'ask'> & { key: string };

const nothing = { value: undefined, error: undefined, isAsking: true, milliseconds: undefined };

/**
 * Asks when the component appears and whenever the key changes. Of several questions on the way only the newest is
 * listened to.
 * @param key says what is asked; another client counts as another key
 */
export function useAnswer<Value>(
  key: string,
  question: (client: Client, signal: AbortSignal) => Promise<Value>,
): Answer<Value> {
  const client = useClient();
  const [state, setState] = useState<State<Value>>({ key, ...nothing });
  const [round, setRound] = useState(0);
  const latest = useRef(question);
  latest.current = question;
  useEffect(() => {
    const ended = new AbortController();
    const start = performance.now();
    setState((before) => (before.key === key ? { ...before, isAsking: true } : { key, ...nothing }));
    latest.current(client, ended.signal).then(
      (value) => {
        if (ended.signal.aborted) return;
        setState({ key, value, error: undefined, isAsking: false, milliseconds: performance.now() - start });
      },
      (error: RecsyncError) => {
        if (!ended.signal.aborted) setState((before) => ({ ...before, key, error, isAsking: false }));
      },
    );
    return () => ended.abort();
  }, [client, key, round]);
  const ask = useCallback(() => setRound((before) => before + 1), []);
  const current = state.key === key ? state : { key, ...nothing };
  return { ...current, ask };
}
