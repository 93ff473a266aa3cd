const keyOf = (userId: string | undefined): string => `recsync-storefront-cart-${userId ?? 'nobody'}`;

/** What lies in the cart of a visitor, in this tab. */
export function readCart(userId: string | undefined): string[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(userId)) ?? '[]') as unknown;
    return Array.isArray(kept) ? kept.map(String) : [];
  } catch {
    return [];
  }
}

export const keepCart = (userId: string | undefined, itemIds: string[]): void =>
  sessionStorage.setItem(keyOf(userId), JSON.stringify(itemIds));
