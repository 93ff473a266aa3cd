import type { ComponentProps } from 'react';
import { AddressLink, goTo } from '../../shared/address.tsx';

/** A place of the shop, as the address bar shows it. */
export type Place =
  | { page: 'home' }
  | { page: 'item'; itemId: string }
  | { page: 'search'; words: string; category: string; under: string }
  | { page: 'cart' }
  | { page: 'forgotten' }
  | { page: 'nowhere' };

/** The address of a place. */
export function addressOf(place: Place): string {
  if (place.page === 'item') return `/item/${encodeURIComponent(place.itemId)}`;
  if (place.page === 'cart' || place.page === 'forgotten') return `/${place.page}`;
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
  if (page === 'cart' || page === 'forgotten') return { page };
  try {
    return page === 'item' && detail ? { page, itemId: decodeURIComponent(detail) } : { page: 'nowhere' };
  } catch {
    return { page: 'nowhere' };
  }
}

/** Goes to a place; `replace` leaves no step back. */
export const go = (place: Place, options?: { replace?: boolean }): void => goTo(addressOf(place), options);

interface LinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  to: Place;
}

/** A link within the shop. */
export const Link = ({ to, ...rest }: LinkProps) => <AddressLink {...rest} href={addressOf(to)} />;
