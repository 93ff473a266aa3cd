import { useEffect, useState } from 'react';
import type { Backstage, ModelState } from './Backstage.ts';

/** The state of the local model; undefined until it is known. Another page, or a crash, may switch it. */
export function useModelState(backstage: Backstage): [ModelState | undefined, (state: ModelState) => void] {
  const [state, setState] = useState<ModelState>();
  useEffect(() => {
    const look = (): void => void backstage.modelState().then(setState, () => undefined);
    look();
    const timer = setInterval(look, 5000);
    return () => clearInterval(timer);
  }, [backstage]);
  return [state, setState];
}
