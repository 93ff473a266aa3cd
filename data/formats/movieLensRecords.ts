import { describeProblem, quote } from '../../schema/contract/checks.ts';
import { maximumTags } from '../../schema/contract/limits.ts';
import { numberOfCell } from '../records/cells.ts';
import { parseInteraction, type InteractionRecord } from '../records/InteractionRecord.ts';
import { parseItem, type ItemRecord } from '../records/ItemRecord.ts';
import { refuse, RejectedRecordError } from '../records/RejectedRecordError.ts';

/** What the layouts of MovieLens have in common: what a film and a rating become. */

/** Half a star to five stars, the scale of every MovieLens data set. */
const [fewestStars, mostStars] = [0.5, 5];

/** @throws RejectedRecordError with the field that breaks a rule. */
export function parseRating([userId, itemId, rating, time]: readonly string[], now: number): InteractionRecord {
  const eventValue = numberOfCell(rating);
  if (typeof eventValue === 'number' && !(eventValue >= fewestStars && eventValue <= mostStars)) {
    throw new RejectedRecordError(describeProblem('rating', quote(rating), `${fewestStars} to ${mostStars}`));
  }
  return parseInteraction({ userId, itemId, eventType: 'RATING', eventValue, timestamp: numberOfCell(time) }, now);
}

/** A film; the year that MovieLens appends to a title, as in `Title (1995)`, becomes an attribute. */
export function parseFilm(itemId: string, title: string, categories: string[], tags: string[] = []): ItemRecord {
  const year = /\((\d{4})\)\s*$/.exec(title)?.[1];
  return parseItem({
    itemId,
    title: title.trim(),
    ...(categories.length > 0 ? { categories: [...new Set(categories)] } : {}),
    ...(tags.length > 0 ? { tags } : {}),
    ...(year === undefined ? {} : { attributes: { year: Number(year) } }),
  });
}

/** The genres of a film in one text, separated by `|`. */
export function categoriesOf(genres: string): string[] {
  return genres === '(no genres listed)' ? [] : genres.split('|').filter((genre) => genre !== '');
}

/** @throws RejectedRecordError when a line has more or fewer. */
export function expectFields(fields: string[], expected: number): string[] {
  if (fields.length === expected) return fields;
  const received = `${fields.length} ${fields.length === 1 ? 'field' : 'fields'}`;
  throw new RejectedRecordError(describeProblem('the line', received, `${expected} fields`));
}

/**
 * Of every movie: how many people gave it a tag, in lower case. What it takes is bounded by the number of different
 * tags.
 */
export class TagCounts {
  readonly #ofMovies = new Map<string, Map<string, number>>();
  readonly #moviesFile: string;

  constructor(moviesFile: string) {
    this.#moviesFile = moviesFile;
  }

  addMovie(movieId: string): void {
    this.#ofMovies.set(movieId, new Map());
  }

  /** @throws RejectedRecordError for a movie that was not added, or a tag without text */
  count([, movieId, tag]: readonly string[]): void {
    const counts = this.#ofMovies.get(movieId);
    if (counts === undefined) {
      throw new RejectedRecordError(describeProblem('movieId', quote(movieId), `the movies of ${this.#moviesFile}`));
    }
    const key = tag.trim().toLowerCase();
    if (key === '') refuse(describeProblem('tag', quote(tag), 'a text'));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }

  /** The most frequent tags first; equally frequent ones by their text, so that the order is the same every time. */
  mostFrequent(movieId: string): string[] {
    return [...(this.#ofMovies.get(movieId) ?? [])]
      .sort(([tagA, countA], [tagB, countB]) => countB - countA || (tagA < tagB ? -1 : 1))
      .slice(0, maximumTags)
      .map(([tag]) => tag);
  }
}
