import * as Popover from '@radix-ui/react-popover';
import { useClientStatus } from '../../../client/react/index.ts';
import { useModel } from '../session/ModelContext.tsx';
import { useSession } from '../session/SessionContext.tsx';
import { Icon } from '../../shared/Icon.tsx';

const connections = {
  idle: 'not needed',
  connecting: 'connecting',
  connected: 'lists arrive by push',
  offline: 'lost, trying again',
};
const models = { RUNNING: 'answers', STOPPED: 'stopped', ABSENT: 'none trained yet' };

/** What goes on behind the scenes: the model's switch, the connection, what waits to be sent. */
export function BackstagePanel() {
  const { visitor, surroundings } = useSession();
  const { state, isSwitching, switchTo } = useModel();
  const { connection, waiting } = useClientStatus();
  return (
    <Popover.Root>
      <Popover.Trigger className="round" aria-label="Behind the scenes" title="Behind the scenes">
        <Icon name="gauge" />
        {state === 'STOPPED' && <span className="count is-bad" aria-hidden />}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover"
          align="end"
          sideOffset={8}
          collisionPadding={12}
          aria-label="Behind the scenes"
        >
          <h3>Behind the scenes</h3>
          <dl>
            {surroundings.local && (
              <>
                <dt>Model</dt>
                <dd>{state ? models[state] : '…'}</dd>
              </>
            )}
            <dt>Connection</dt>
            <dd>{connections[connection]}</dd>
            <dt>Waiting to be sent</dt>
            <dd>{waiting === 0 ? 'nothing' : waiting}</dd>
            <dt>User</dt>
            <dd>{visitor.userId ?? 'nobody, by API key'}</dd>
          </dl>
          {state && state !== 'ABSENT' && (
            <button
              className="wide"
              disabled={isSwitching}
              onClick={() => switchTo(state === 'RUNNING' ? 'stop' : 'start')}
            >
              {isSwitching ? 'One moment…' : state === 'RUNNING' ? 'Stop the model' : 'Start the model'}
            </button>
          )}
          <p className="hint">
            {surroundings.local ? (
              <a href="/playground">Ask the API yourself in the playground</a>
            ) : (
              'Stopping the model and the playground are of the local cloud alone.'
            )}
          </p>
          <Popover.Arrow className="arrow" />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
