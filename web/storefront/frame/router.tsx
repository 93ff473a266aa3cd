import { useSyncExternalStore, type ComponentProps, type MouseEvent } from 'react';

/** A place of the shop, as the address bar shows it. */
export type Place =
  | { page: 'home' }
  | { page: 'item'; itemId: string }
  | { page: 'search'; words: string; category: string; under: string }
  | { page: 'cart' }
  | { page: 'nowhere' };

const changed = new EventTarget();

/** The address of a place. */
export function addressOf(place: Place): string {
  if (place.page === 'item') return `/item/${encodeURIComponent(place.itemId)}`;
  if (place.page === 'cart') return '/cart';
  if (place.page !== 'search') return '/';
  const query = new URLSearchParams();
  for (const name of ['words', 'category', 'under'] as const) if (place[name]) query.set(name, place[name]);
  return query.size > 0 ? `/search?${query}` : '/search';
}

/** The place of an address. */
export function placeOf(address: string): Place {
  const { pathname, searchParams } = new URL(address, 'http://shop');
  const [, page = '', detail = ''] = pathname.split('/');
  const of = (name: string): string => searchParams.get(name) ?? '';
  if (page === '') return { page: 'home' };
  if (page === 'search') return { page, words: of('words'), category: of('category'), under: of('under') };
  if (page === 'cart') return { page };
  try {
    return page === 'item' && detail ? { page, itemId: decodeURIComponent(detail) } : { page: 'nowhere' };
  } catch {
    return { page: 'nowhere' };
  }
}

/** Goes to a place; `replace` leaves no step back. */
export function go(place: Place, { replace = false } = {}): void {
  const address = addressOf(place);
  if (replace) history.replaceState(null, '', address);
  else {
    history.pushState(null, '', address);
    scrollTo(0, 0);
  }
  changed.dispatchEvent(new Event('change'));
}

const listen = (listener: () => void): (() => void) => {
  addEventListener('popstate', listener);
  changed.addEventListener('change', listener);
  return () => {
    removeEventListener('popstate', listener);
    changed.removeEventListener('change', listener);
  };
};

/** The address of now, without what comes before the path. */
export const useAddress = (): string => useSyncExternalStore(listen, () => location.pathname + location.search);

interface LinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  to: Place;
}

/** A link within the shop. A click that asks for another tab is the browser's. */
export function Link({ to, onClick, ...rest }: LinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  return <a {...rest} href={addressOf(to)} onClick={follow} />;
}
