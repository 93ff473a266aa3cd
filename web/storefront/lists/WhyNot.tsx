import * as Popover from '@radix-ui/react-popover';
import type { ReactNode } from 'react';
import { useAnswer } from '../../../client/react/index.ts';
import { ExplainItemDocument } from '../../../schema/generated/operations/graphql.ts';
import { useKnowledge } from './useKnowledge.ts';
import { otherReasons, shownLength, whyNotInWords } from './whyNotInWords.ts';
import { reasonInWords } from './words.ts';

interface WhyNotProps {
  itemId: string;
  title: string;
  /** Of the button that opens it: its name, where its content has no words. */
  label?: string;
  className?: string;
  children: ReactNode;
}

/** Why an item is not in the visitor's list, and what would have to change; asked for when it is opened. */
export function WhyNot({ itemId, title, label, className, children }: WhyNotProps) {
  return (
    <Popover.Root>
      <Popover.Trigger className={className} aria-label={label} title="Why is it not in your list?">
        {children}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="popover" sideOffset={6} collisionPadding={12} aria-label={`Why not ${title}?`}>
          <Explained itemId={itemId} title={title} />
          <Popover.Arrow className="arrow" />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Explained({ itemId, title }: { itemId: string; title: string }) {
  const { value, error, ask } = useAnswer(`explain ${itemId}`, async (client, signal) => {
    const variables = { itemId, limit: shownLength };
    return (await client.execute(ExplainItemDocument, variables, { signal })).explainItem;
  });
  const reasons = value ? otherReasons(value).slice(0, 2) : [];
  const knowledge = useKnowledge(reasons.map((reason) => ({ itemId, item: null, score: 0, reasons: [reason] })));
  if (error)
    return (
      <p className="failure" role="alert">
        That could not be found out. <button onClick={ask}>Try again</button>
      </p>
    );
  return (
    <div role="status" aria-busy={!value}>
      <h3>{value?.isListed ? 'It is in your list' : 'Why not that?'}</h3>
      {!value && <p className="small">Looking…</p>}
      {value && (
        <ul className="findings">
          {whyNotInWords(value, title, knowledge).map(({ what, change }) => (
            <li key={what} className={change ? 'is-against' : ''}>
              {what} {change && <span className="change">{change}</span>}
            </li>
          ))}
        </ul>
      )}
      {reasons.length > 0 && (
        <>
          <h4>What speaks for it</h4>
          <ul className="findings">
            {[...new Set(reasons.map((reason) => reasonInWords(reason, knowledge, 1)))].map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
