import type { RecommendationList } from '../../../client/index.ts';
import { useAnswer } from '../../../client/react/index.ts';
import { Shelf } from '../lists/Shelf.tsx';
import { agoInWords } from '../lists/words.ts';
import { findItems } from '../../shared/findItems.ts';

const newDays = 60;

/** What came into the shop lately, newest first. The API has no list for it: it is a filter on the catalogue. */
export function NewShelf() {
  const { value, ...rest } = useAnswer('new items', async (client, signal) => {
    const now = Date.now();
    const [from, until] = [new Date(now - newDays * 86_400_000).toISOString(), new Date(now).toISOString()];
    const { items } = await findItems(
      client,
      { filter: { availableFrom: { between: [from, until] } }, count: 200 },
      signal,
    );
    const newest = items.toSorted((one, other) => Date.parse(other.availableFrom!) - Date.parse(one.availableFrom!));
    const list: RecommendationList = {
      // No ranked list led to what is clicked here.
      recommendationId: '',
      userId: null,
      placement: 'new',
      items: newest.slice(0, 12).map((item) => ({ itemId: item.itemId, item, score: 0, reasons: [] })),
      nextToken: null,
      source: 'LATEST',
      degraded: false,
      degradedReason: null,
      notices: [],
      modelVersion: null,
      generatedAt: until,
      basedOn: null,
    };
    return list;
  });
  if (value?.items.length === 0) return null;
  return (
    <Shelf
      id="new"
      title="Just in"
      note="New on the shelves"
      source={{ ...rest, list: value }}
      count={12}
      reasonOf={({ availableFrom }) => `Arrived ${agoInWords(availableFrom!, Date.now())}`}
    />
  );
}
