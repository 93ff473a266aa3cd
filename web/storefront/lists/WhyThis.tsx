import * as Popover from '@radix-ui/react-popover';
import type { RecommendationList } from '../../../client/index.ts';
import { useClient } from '../../../client/react/index.ts';
import { Icon } from '../../shared/Icon.tsx';
import { useItems } from '../session/SessionContext.tsx';
import { reasonInWords, type Knowledge } from './words.ts';

interface WhyThisProps {
  title: string;
  entry: RecommendationList['items'][number];
  knowledge: Knowledge;
}

/** Every reason of an item and its part of the score. */
export function WhyThis({ title, entry, knowledge }: WhyThisProps) {
  return (
    <Popover.Root>
      <Popover.Trigger className="tool" aria-label={`Why ${title}?`} title="Why this?">
        <Icon name="question" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="popover" sideOffset={6} collisionPadding={12} aria-label={`Why ${title}?`}>
          <Reasons entry={entry} knowledge={knowledge} />
          <Popover.Arrow className="arrow" />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Reasons({ entry, knowledge }: Omit<WhyThisProps, 'title'>) {
  const { reasons } = entry;
  useItems([...new Set(reasons.flatMap(({ evidence }) => evidence.itemIds.slice(0, 2)))].sort(), useClient());
  const total = reasons.reduce((sum, { share }) => sum + Math.max(0, share), 0);
  return (
    <>
      <h3>Why this?</h3>
      <ul className="reasons">
        {reasons.map((reason, index) => {
          const percent = total > 0 ? Math.round((100 * Math.max(0, reason.share)) / total) : 0;
          // Rules have no part of the score; what rounds to none of it is not worth a line.
          if (percent === 0 && reason.share !== 0) return null;
          if (percent === 0) return <li key={index}>{reasonInWords(reason, knowledge)}</li>;
          return (
            <li key={index}>
              <span>{reasonInWords(reason, knowledge)}</span>
              <span className="share">{percent} %</span>
              <meter min={0} max={100} value={percent} aria-label={`${percent} percent of the score`} />
            </li>
          );
        })}
      </ul>
    </>
  );
}
