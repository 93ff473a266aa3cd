import { createContext, useCallback, useContext, useState, type ReactNode } from 'react';
import type { ModelState } from '../../shared/Surroundings.ts';
import { useModelState } from '../../shared/useModelState.ts';
import { useSession } from './SessionContext.tsx';

/** The model of the local cloud, as the page may see and switch it. Of a deployment its state is not known. */
interface Model {
  state: ModelState | undefined;
  isSwitching: boolean;
  switchTo(to: 'start' | 'stop'): void;
  /** Goes up with each switch, so that lists are asked for anew. */
  switches: number;
}

const ModelContext = createContext<Model>({
  state: undefined,
  isSwitching: false,
  switchTo: () => undefined,
  switches: 0,
});

export const useModel = (): Model => useContext(ModelContext);

export function ModelProvider({ children }: { children: ReactNode }) {
  const { surroundings, forYou } = useSession();
  const { local } = surroundings;
  const [state, setState] = useModelState(local);
  const [isSwitching, setIsSwitching] = useState(false);
  const [switches, setSwitches] = useState(0);
  const ask = forYou?.ask;
  const switchTo = useCallback(
    (to: 'start' | 'stop') => {
      if (!local) return;
      setIsSwitching(true);
      local
        .switchModel(to)
        .then(setState, (error: Error) => console.warn(error.message))
        .finally(() => {
          setIsSwitching(false);
          setSwitches((before) => before + 1);
          ask?.();
        });
    },
    [local, ask, setState],
  );
  return <ModelContext.Provider value={{ state, isSwitching, switchTo, switches }}>{children}</ModelContext.Provider>;
}
