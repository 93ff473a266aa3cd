/** The rooms of the console, in the order of the navigation. */
export const rooms = {
  '': 'Overview',
  people: 'People',
  catalogue: 'Catalogue',
  placements: 'Placements',
  experiments: 'Experiments',
  metrics: 'Metrics',
  anomalies: 'Anomalies',
  models: 'Models',
  health: 'Health',
  costs: 'Costs',
  audit: 'Audit',
} as const;

export type Room = keyof typeof rooms;

/** A place of the console, as the address bar shows it: a room, what is open in it, and its filters. */
export interface Place {
  room: Room;
  detail?: string;
  filters: Record<string, string>;
}

/** The address of a place; filters without a value are left out. */
export function addressOf({ room, detail, filters = {} }: Partial<Place> & { room: Room }): string {
  const path = ['/console', room, detail === undefined ? '' : encodeURIComponent(detail)].filter(Boolean).join('/');
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ''));
  return query.size > 0 ? `${path}?${query}` : path;
}

/** The place of an address; null where there is none. */
export function placeOf(address: string): Place | null {
  const { pathname, searchParams } = new URL(address, 'http://console');
  const [, , room = '', detail] = pathname.split('/');
  if (!Object.hasOwn(rooms, room)) return null;
  try {
    const filters = Object.fromEntries(searchParams);
    return { room: room as Room, ...(detail ? { detail: decodeURIComponent(detail) } : {}), filters };
  } catch {
    return null;
  }
}
