import * as Popover from '@radix-ui/react-popover';
import { useEffect, useState } from 'react';
import type { RecommendationList } from '../../../client/index.ts';
import { agoInWords, degradationInWords, sourceInWords } from './words.ts';

interface ListDetailsProps {
  title: string;
  list: RecommendationList;
  origin?: 'ASKED' | 'PUSHED';
  milliseconds: number | undefined;
}

/** A discreet line about a list, which opens: source, age, time, model. */
export function ListDetails({ title, list, origin, milliseconds }: ListDetailsProps) {
  const now = useNow();
  const how = origin === 'PUSHED' ? 'Pushed' : list.degraded ? 'Lesser list' : 'Asked';
  return (
    <Popover.Root>
      <Popover.Trigger
        className={`details ${list.degraded ? 'is-degraded' : ''}`}
        data-origin={origin ?? 'ASKED'}
        data-source={list.source}
      >
        <span className="dot" aria-hidden />
        {/* One text each, so that none is moved by another that changes. */}
        <span className="age">{`${how}, ${agoInWords(list.generatedAt, now)}`}</span>
        <span className="ageless">{how}</span>
        <span className="spoken">: about the list {title}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover"
          sideOffset={6}
          collisionPadding={12}
          aria-label={`About the list ${title}`}
        >
          <h3>About this list</h3>
          <dl>
            <dt>Comes from</dt>
            <dd>
              {sourceInWords[list.source]} <code>{list.source}</code>
            </dd>
            <dt>Made</dt>
            <dd>{agoInWords(list.generatedAt, now)}</dd>
            <dt>Knows of you up to</dt>
            <dd>{list.basedOn ? agoInWords(list.basedOn, now) : 'nothing: it is for everybody'}</dd>
            <dt>Came</dt>
            <dd>
              {origin === 'PUSHED' || milliseconds === undefined
                ? 'by push'
                : `${milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`} after it was asked for`}
            </dd>
            <dt>Model</dt>
            <dd>{list.modelVersion ?? 'none'}</dd>
            <dt>State</dt>
            <dd>{degradationInWords(list) ?? 'as it should be'}</dd>
          </dl>
          <Popover.Arrow className="arrow" />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** The time, as often as a reader needs it. */
function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
