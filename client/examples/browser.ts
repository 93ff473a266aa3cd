import { createClient, type RecommendationList } from '@recsync/client';

/** A page without a framework: shows a signed-in user's list, keeps it current, and records what is clicked. */
export function startShop(endpoint: string, userId: string, getToken: () => Promise<string>, shelf: HTMLElement) {
  const client = createClient({
    endpoint,
    auth: { token: getToken },
    interactions: { storage: sessionStorage, storageKey: `interactions-of-${userId}` },
  });
  const show = (list: RecommendationList): void => {
    shelf.replaceChildren(
      ...list.items.map(({ itemId, item }, position) => {
        const { recommendationId } = list;
        const link = document.createElement('a');
        link.href = `/item/${encodeURIComponent(itemId)}`;
        link.textContent = item?.title ?? itemId;
        link.addEventListener('click', () => {
          client.recordInteraction({ itemId, eventType: 'CLICK', recommendationId, position }).catch(console.warn);
        });
        client.observeImpression(link, { itemId, recommendationId, position });
        return link;
      }),
    );
  };
  const end = client.subscribe({ userId, limit: 12 }, { next: show, error: console.warn });
  // What waits goes out with the page.
  addEventListener('pagehide', () => void client.flush({ keepalive: true }));
  return end;
}
