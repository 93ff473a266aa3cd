import { useSyncExternalStore, type ComponentProps, type MouseEvent } from 'react';

const changed = new EventTarget();

/** Goes to an address of this page; `replace` leaves no step back. */
export function goTo(address: string, { replace = false } = {}): void {
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

/** A link within the page. A click that asks for another tab is the browser's. */
export function AddressLink({ href, onClick, ...rest }: ComponentProps<'a'> & { href: string }) {
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    goTo(href);
  };
  return <a {...rest} href={href} onClick={follow} />;
}
