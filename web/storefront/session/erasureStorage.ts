import { cartKeyOf } from './cartStorage.ts';

const storageKey = 'recsync-storefront-forgotten';

/** Where the client keeps what a visitor did until it is sent. */
export const queueKeyOf = (userId: string | undefined): string => `recsync-interactions-${userId ?? 'nobody'}`;

/** The user who was forgotten last in this tab, whose receipt can be asked for. */
export const readForgotten = (): string | undefined => sessionStorage.getItem(storageKey) ?? undefined;

/** Takes all that this tab keeps of a visitor out of it, but for the id by which their receipt is asked for. */
export function forgetInTab(userId: string): void {
  for (const key of [cartKeyOf(userId), queueKeyOf(userId)]) sessionStorage.removeItem(key);
  sessionStorage.setItem(storageKey, userId);
}
