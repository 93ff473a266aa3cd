import { useState } from 'react';
import type { TypedDocumentString } from '../../../schema/generated/operations/graphql.ts';
import { useSession } from './SessionContext.tsx';

/** A mutation that a button sends. */
export interface Change<Variables> {
  isUnderWay: boolean;
  /** What the service said against the last one. */
  problem?: string;
  send(variables: Variables): Promise<boolean>;
}

/** @param onDone is told the answer */
export function useChange<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  onDone: (answer: Result) => void = () => undefined,
): Change<Variables> {
  const { client } = useSession();
  const [state, setState] = useState<{ isUnderWay: boolean; problem?: string }>({ isUnderWay: false });
  return {
    ...state,
    async send(variables) {
      setState({ isUnderWay: true });
      try {
        const answer = await client.execute(document, variables);
        setState({ isUnderWay: false });
        onDone(answer);
        return true;
      } catch (error) {
        setState({ isUnderWay: false, problem: (error as Error).message });
        return false;
      }
    },
  };
}
