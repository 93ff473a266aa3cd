import { useEffect, useState } from 'react';
import type { LocalCloud, ModelState } from './Surroundings.ts';

/** The state of the local model; undefined until it is known, and of a deployment. Another page, or a crash, may switch it. */
export function useModelState(local: LocalCloud | undefined): [ModelState | undefined, (state: ModelState) => void] {
  const [state, setState] = useState<ModelState>();
  useEffect(() => {
    if (!local) return;
    const look = (): void => void local.modelState().then(setState, () => undefined);
    look();
    const timer = setInterval(look, 5000);
    return () => clearInterval(timer);
  }, [local]);
  return [state, setState];
}
