import { useEffect, useState } from 'react';
import type { FeedEntry, LocalCloud } from '../../../shared/Surroundings.ts';
import { Id, Problem, Section, Waiting } from '../../frame/parts.tsx';
import { addressOf } from '../../frame/router.ts';
import { Table } from '../../frame/Table.tsx';
import { ago, plain } from '../../frame/words.ts';

/** How often is asked, in milliseconds. */
const interval = 1000;
/** Rows that are shown, and so the height of the table. */
const shown = 12;

/** What people do and the lists that are made for them, as it happens, since the page was opened. */
export function LiveFeed({ local }: { local: LocalCloud }) {
  const { entries, problem } = useFeed(local);
  return (
    <Section title="Happening now">
      <Problem text={problem} />
      {entries ? (
        <Table<FeedEntry>
          caption="What happens, newest first"
          rows={entries}
          keyOf={({ number }) => String(number)}
          empty="Nothing has happened since this page was opened."
          columns={[
            { name: 'when', cell: ({ at }) => <time dateTime={at}>{ago(at)}</time> },
            {
              name: 'who',
              cell: ({ userId }) => <Id id={userId} href={addressOf({ room: 'people', detail: userId })} />,
            },
            {
              name: 'what',
              cell: ({ kind, eventType = '' }) => (kind === 'LIST' ? 'a list was made' : plain(eventType)),
            },
            { name: 'of', cell: ({ itemId, placement }) => <Id id={itemId ?? placement ?? ''} /> },
            {
              name: 'modelVersion',
              hint: 'Of a list: the version that made it.',
              cell: ({ modelVersion }) => (modelVersion ? <Id id={modelVersion} /> : ''),
            },
          ]}
        />
      ) : (
        !problem && <Waiting rows={2} />
      )}
    </Section>
  );
}

/** The newest entries since the page was opened, newest first; undefined until the first answer. */
function useFeed(local: LocalCloud): { entries?: FeedEntry[]; problem?: string } {
  const [state, setState] = useState<{ entries?: FeedEntry[]; problem?: string }>({});
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout>;
    let last: number | undefined;
    const look = async (): Promise<void> => {
      try {
        if (document.visibilityState === 'visible') {
          const entries = await local.feed(last ?? 0);
          if (isOver) return;
          // What others were shown before this page was opened is not of this page.
          const news = last === undefined ? [] : entries;
          last = entries.at(-1)?.number ?? last ?? 0;
          setState(({ entries: before = [] }) => ({ entries: [...news.toReversed(), ...before].slice(0, shown) }));
        }
      } catch (error) {
        if (!isOver) setState(({ entries }) => ({ entries, problem: (error as Error).message }));
      }
      if (!isOver) timer = setTimeout(() => void look(), interval);
    };
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [local]);
  return state;
}
