import type { CSSProperties } from 'react';
import type { RecommendationList } from '../../../client/index.ts';
import { useImpression } from '../../../client/react/index.ts';
import { Cover } from '../covers/Cover.tsx';
import { Icon } from '../frame/Icon.tsx';
import { Link } from '../frame/router.tsx';
import { useSession } from '../session/SessionContext.tsx';
import { WhyThis } from './WhyThis.tsx';
import { priceInWords, type Knowledge } from './words.ts';

interface ProductCardProps {
  index: number;
  entry: RecommendationList['items'][number];
  reason: string;
  knowledge: Knowledge;
  /** The list that it is in; undefined where no ranked list is. */
  recommendationId: string | undefined;
  /** Called when the visitor is not interested; left out where nobody could say so. */
  onDismiss?: () => void;
}

/** One item of a list: picture, title, price, and why it is here. */
export function ProductCard({ index, entry, reason, knowledge, recommendationId, onDismiss }: ProductCardProps) {
  const { record, visitor } = useSession();
  const { itemId } = entry;
  const item = entry.item!;
  const shown = useImpressionOfSomebody(itemId, recommendationId, index, visitor.userId !== undefined);
  const title = item.title ?? itemId;
  const place = { page: 'item', itemId } as const;
  const open = (): void => record({ itemId, eventType: 'CLICK', recommendationId, position: index });
  return (
    <li ref={shown} className="card" data-key={itemId} style={{ '--index': index } as CSSProperties}>
      <Link to={place} onClick={open} className="product" aria-label={title}>
        <Cover item={item} />
        <span className="title">{title}</span>
      </Link>
      <p className="byline">
        <span dir="auto">{item.creator ?? item.brand}</span>
        <span className="price">{priceInWords(item.price)}</span>
      </p>
      <p className="reason">{reason}</p>
      <div className="tools">
        {entry.reasons.length > 0 && <WhyThis title={title} entry={entry} knowledge={knowledge} />}
        {onDismiss && (
          <button
            className="tool"
            aria-label={`Not interested in ${title}`}
            title="Not interested"
            onClick={() => {
              record({ itemId, eventType: 'DISLIKE', recommendationId });
              onDismiss();
            }}
          >
            <Icon name="close" />
          </button>
        )}
      </div>
    </li>
  );
}

/** Of nobody, no impression is recorded. */
function useImpressionOfSomebody(
  itemId: string,
  recommendationId: string | undefined,
  position: number,
  isSomebody: boolean,
) {
  const shown = useImpression({ itemId, recommendationId, position });
  return isSomebody ? shown : undefined;
}
