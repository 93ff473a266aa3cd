import { useEffect, useState } from 'react';
import { useClientStatus } from '../../../client/react/index.ts';
import { useModel } from '../session/ModelContext.tsx';

/** What concerns the whole page: no connection, or no model. Lies over the page, so that nothing jumps. */
export function Notices() {
  const { connection, waiting } = useClientStatus();
  const { state, isSwitching, switchTo } = useModel();
  const isOffline = useLasting(connection === 'offline', 1500);
  const kept = waiting > 0 ? ' What you did is kept and sent later.' : '';
  return (
    <div className="notices" role="status">
      {isOffline && <p>You are offline. Lists stay as they are.{kept}</p>}
      {state === 'STOPPED' && (
        <p>
          The model is stopped: lists show what is stored, on the rise or popular.{' '}
          <button disabled={isSwitching} onClick={() => switchTo('start')}>
            {isSwitching ? 'Starting…' : 'Start the model'}
          </button>
        </p>
      )}
    </div>
  );
}

/** True once something has been so for a while: a connection that comes back at once is no news. */
function useLasting(isSo: boolean, milliseconds: number): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!isSo) return setLasts(false);
    const timer = setTimeout(() => setLasts(true), milliseconds);
    return () => clearTimeout(timer);
  }, [isSo, milliseconds]);
  return lasts;
}
