/** Where the cart of a visitor lies. */
export const cartKeyOf = (userId: string | undefined): string => `recsync-storefront-cart-${userId ?? 'nobody'}`;

/** What lies in the cart of a visitor, in this tab. */
export function readCart(userId: string | undefined): string[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(cartKeyOf(userId)) ?? '[]') as unknown;
    return Array.isArray(kept) ? kept.map(String) : [];
  } catch {
    return [];
  }
}

export const keepCart = (userId: string | undefined, itemIds: string[]): void =>
  sessionStorage.setItem(cartKeyOf(userId), JSON.stringify(itemIds));
