import { useEffect, useRef, type CSSProperties } from 'react';
import type { RecommendationList, RecsyncError } from '../../../client/index.ts';
import type { Item } from '../session/Catalogue.ts';
import { useSession } from '../session/SessionContext.tsx';
import { ListDetails } from './ListDetails.tsx';
import { ProductCard } from './ProductCard.tsx';
import { useHeld } from './useHeld.ts';
import { useKnowledge } from './useKnowledge.ts';
import { useSlides } from './useSlides.ts';
import { degradationInWords, mainReason } from './words.ts';

/** A list and how it came, as the hooks of the client give it. */
export interface ShelfSource {
  list: RecommendationList | undefined;
  origin?: 'ASKED' | 'PUSHED';
  milliseconds: number | undefined;
  error: RecsyncError | undefined;
  ask(): void;
}

interface ShelfProps {
  /** Tells one list from another. */
  id: string;
  title: string;
  /** What it is, in a few words; a lesser list says here what it shows instead. */
  note: string;
  source: ShelfSource;
  count: number;
  /** A grid of rows, or one row that scrolls. */
  layout?: 'grid' | 'row';
  /** Whether the list belongs to the visitor, who can then say that something does not interest them. */
  isPersonal?: boolean;
  /** Why an item is here, where the list does not say. */
  reasonOf?: (item: Item) => string;
  /** Says its changes aloud. */
  isLive?: boolean;
}

/** A list of items that rearranges itself: what moves slides, and nothing moves under the pointer. */
export function Shelf(props: ShelfProps) {
  const { id, title, note, source, count, layout = 'row', isPersonal = false, reasonOf, isLive = false } = props;
  const { visitor, dismissed } = useSession();
  const held = useHeld(source, `${id} ${visitor.userId}`, ({ list }) => list);
  const { list, error, ask } = held.shown;
  const shown = (list?.items ?? []).filter(({ itemId, item }) => item && !dismissed.has(itemId)).slice(0, count);
  const knowledge = useKnowledge(shown);
  const element = useRef<HTMLUListElement>(null);
  useSlides(
    element,
    shown.map(({ itemId }) => itemId),
  );
  useBetterList(source);
  const degradation = list && degradationInWords(list);
  const headingId = `shelf-${id}`;
  return (
    <section className={`shelf shelf-${layout}`} aria-labelledby={headingId} aria-busy={list === undefined && !error}>
      <header>
        <h2 id={headingId}>{title}</h2>
        {held.isWaiting && (
          <button className="chip" onClick={held.release}>
            Show what is new
          </button>
        )}
        {list && <ListDetails title={title} {...held.shown} list={list} />}
      </header>
      <p className={degradation ? 'note is-degraded' : 'note'} role="status">
        {degradation ?? note}
      </p>
      {error && !list ? (
        <p className="failure" role="alert">
          This list could not be fetched. <button onClick={ask}>Try again</button>
        </p>
      ) : (
        <div className="field" {...held.pointer} style={{ '--count': count } as CSSProperties}>
          <ul ref={element}>
            {list === undefined
              ? Array.from({ length: count }, (_, index) => (
                  <li key={index} className="card skeleton" style={{ '--index': index } as CSSProperties} aria-hidden>
                    <span className="cover" />
                    <span className="line" />
                    <span className="line short" />
                  </li>
                ))
              : shown.map((entry, index) => (
                  <ProductCard
                    key={entry.itemId}
                    index={index}
                    entry={entry}
                    reason={reasonOf?.(entry.item!) ?? mainReason(entry, list.source, knowledge)}
                    knowledge={knowledge}
                    recommendationId={list.recommendationId || undefined}
                    onDismiss={isPersonal && visitor.userId !== undefined ? held.release : undefined}
                  />
                ))}
          </ul>
          {list && shown.length === 0 && <p className="empty">There is nothing to show here yet.</p>}
        </div>
      )}
      {isLive && list && (
        <p className="spoken" role="status">
          {shown[0]?.item && `${title}: first is now ${shown[0].item.title}.`}
        </p>
      )}
    </section>
  );
}

/** Milliseconds after which a lesser list is asked for again: the model may be back, and nothing says so. */
const recoveryPause = 10_000;

function useBetterList({ list, ask }: ShelfSource): void {
  useEffect(() => {
    if (!list?.degraded) return;
    const timer = setTimeout(ask, recoveryPause);
    return () => clearTimeout(timer);
  }, [list, ask]);
}
