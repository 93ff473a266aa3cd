import { createRandom } from '../../model/statistics/createRandom.ts';
import { generateEvents, type ShopSize } from '../../test/model/generateShop.ts';

/** Events in a history. */
export const historyLength = 50;
const now = Date.UTC(2027, 0, 1);

/** Bodies of /invocations for histories of 50 events of a generated shop, 200 at most. */
export function requestBodies(size: ShopSize): string[] {
  const random = createRandom(size.seed + 2);
  const perUser = new Map<number, { itemId: string; eventType: string; timestamp: number }[]>();
  // Histories of neighbours put together, so that every one has its full length.
  for (const { user, item, timestamp } of generateEvents({
    ...size,
    interactions: Math.min(size.interactions, 200_000),
  })) {
    const group = Math.floor(user / 100);
    const events = perUser.get(group) ?? [];
    if (events.length < historyLength && !events.some((event) => event.itemId === `item${item}`)) {
      events.push({ itemId: `item${item}`, eventType: 'VIEW', timestamp });
    }
    perUser.set(group, events);
  }
  const histories = [...perUser.values()].filter((events) => events.length === historyLength).slice(0, 200);
  return histories.map((history) =>
    JSON.stringify({
      kind: 'RECOMMEND',
      now,
      limit: 25,
      history,
      context: { hourOfDay: Math.floor(random() * 24) },
    }),
  );
}
