import { memo, useMemo } from 'react';
import { drawCover, type CoverSubject } from './drawCover.ts';

/** An item's picture, or a drawn one where it has none. What it shows stands beside it in words. */
export const Cover = memo(function Cover({ item }: { item: CoverSubject & { imageUrl?: string | null } }) {
  const source = useMemo(() => item.imageUrl ?? `data:image/svg+xml,${encodeURIComponent(drawCover(item))}`, [item]);
  return <img className="cover" src={source} alt="" width={300} height={400} draggable={false} />;
});
