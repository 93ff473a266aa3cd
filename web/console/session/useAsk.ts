import { useCallback, useEffect, useRef, useState } from 'react';
import type { TypedDocumentString } from '../../../schema/generated/operations/graphql.ts';
import { useSession } from './SessionContext.tsx';

/** What a page shows of a query: the newest answer stays while the next one is under way. */
export interface Asked<Result> {
  answer?: Result;
  /** Why there is no newer answer. */
  problem?: string;
  isLoading: boolean;
  /** Asks again now. */
  again(): void;
}

/**
 * Asks a query, again whenever its variables change.
 * @param every asks again after so many milliseconds, as long as the page is in view
 */
export function useAsk<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables | null,
  { every }: { every?: number } = {},
): Asked<Result> {
  const { client } = useSession();
  const [state, setState] = useState<{ key: string; answer?: Result; problem?: string; isLoading: boolean }>();
  const [round, setRound] = useState(0);
  const key = JSON.stringify(variables);
  const newest = useRef(key);
  newest.current = key;
  const again = useCallback(() => setRound((before) => before + 1), []);
  useEffect(() => {
    if (key === 'null') return;
    const abort = new AbortController();
    setState((before) => ({
      ...before,
      answer: before?.key === key ? before.answer : undefined,
      key,
      isLoading: true,
    }));
    client.execute(document, JSON.parse(key) as Variables, { signal: abort.signal }).then(
      (answer) => setState({ key, answer, isLoading: false }),
      (error: Error) => {
        if (!abort.signal.aborted) setState((before) => ({ ...before, key, problem: error.message, isLoading: false }));
      },
    );
    return () => abort.abort();
  }, [client, document, key, round]);
  useEffect(() => {
    if (!every) return;
    const timer = setInterval(() => {
      if (globalThis.document.visibilityState === 'visible') again();
    }, every);
    return () => clearInterval(timer);
  }, [every, again]);
  const current = state?.key === key ? state : undefined;
  return { answer: current?.answer, problem: current?.problem, isLoading: current?.isLoading ?? true, again };
}
