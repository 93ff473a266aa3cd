import eventTypes from '../../schema/eventTypes.json' with { type: 'json' };

/** What somebody says about files whose names are their own. */
export interface Adaptation {
  /** The columns of files by the field that each stands for; `attributes.colour` is a member of `attributes`. */
  columns?: Record<string, string>;
  /** Event types by the name that files have for them. */
  eventTypes?: Record<string, string>;
  /** The event type of every interaction that names none. */
  eventType?: string;
  /** Names of the files in the folder, where they are not `items` and `interactions`. */
  itemsFile?: string;
  interactionsFile?: string;
}

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const registered = new Map(eventTypes.map(({ name }) => [plain(name), name]));

/**
 * Tells the event types that a file means: by what was said for a name, then by what is usual in its layout, then the
 * registered one of the same letters (`addToCart` is ADD_TO_CART). Other names stay, for the rules to refuse.
 */
export function eventTypeReader(said: Adaptation, usual: Record<string, string> = {}): (name: unknown) => unknown {
  const meanings = new Map(registered);
  for (const [name, meaning] of [...Object.entries(usual), ...Object.entries(said.eventTypes ?? {})]) {
    meanings.set(plain(name), registered.get(plain(meaning)) ?? meaning);
  }
  return (name) => {
    const meant = name === undefined || name === null || name === '' ? said.eventType : name;
    return typeof meant === 'string' ? (meanings.get(plain(meant)) ?? meant) : meant;
  };
}

/** The day from which on interactions without a time are put, in the order of their lines, a second apart. */
const undatedFrom = Date.UTC(2000, 0, 1);

/**
 * A time for an interaction whose file has none: made from the place of its line alone, so that a second run writes the
 * same, older than anything live, and in the order in which the lines stand.
 */
export const timeOfLine = (line: number): string => new Date(undatedFrom + line * 1000).toISOString();
export const undatedNote = 'no time: kept in the order of the lines, from 2000-01-01 on';
