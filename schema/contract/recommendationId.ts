import type { RecommendationSource } from '../generated/types.ts';
import { maximumIdBytes } from './limits.ts';

/**
 * The id of a list says where the list comes from, so that what people do with it is counted for its placement, variant
 * and version without a read:
 * `<uuid>.<modelVersion or ->.<source, with - behind it when degraded>.<seconds since 1970>.<placement>`, and
 * `.<experimentId>.<variant>` behind that when the list was made for an experiment: at most 241 characters. Behind that
 * stands `.~…` when places were explored, as many of them as an id has room for. Any client may send any id: what is
 * counted by it decides nothing that a client must not decide.
 */
export interface ListOrigin {
  modelVersion: string | null;
  source: RecommendationSource;
  degraded: boolean;
  /** When the list was made, in seconds since 1970. */
  madeAt: number;
  placement: string;
  /** What the user takes part in, and how; null outside experiments. */
  experimentId: string | null;
  variant: string | null;
  /**
   * `~` and for each explored place six characters, first ones first: four that know its item again, the item's rank in
   * the pool that the place was drawn from, and the size of that pool (experiments/off-policy/exploredPlaces.ts). The
   * chance of the draw follows from the two, so what people do with the item is logged with its propensity without a
   * read. By the item and not by the position: pages and later exclusions move that. Null where nothing was explored.
   */
  explored: string | null;
}

/** How the item of an explored place was drawn. */
export interface ExploredPlace {
  /** Among those that could have been drawn, from 1, best first. */
  rank: number;
  /** How many those were, at most `largestExplorationPool`. */
  pool: number;
}

export const exploredMark = '~';
export const exploredPlaceLength = 6;
/** Explored places that a list logs, the first ones: an id has no room for all of a long list. */
export const maximumLoggedPlaces = 8;

/** The form of a version, `<yyyymmdd>-<hhmmss>-<4 hex>`: digits as 0, hexadecimal digits as x. */
const versionForm = '00000000-000000-xxxx';
const uuidForm = 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx';
const secondsForm = '0000000000';
const digitsOf: Record<string, string> = { '0': '0123456789', x: '0123456789abcdef', '-': '-' };
const sources: RecommendationSource[] = ['MODEL', 'STORED', 'CONTENT', 'POPULAR', 'TRENDING', 'LATEST'];
const nameCharacters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-';
/** Placements and experiments; variants are shorter still. */
const longestName = 64;

function hasForm(text: string, form: string): boolean {
  return (
    text.length === form.length && text.split('').every((character, index) => digitsOf[form[index]].includes(character))
  );
}

function isName(text: string): boolean {
  return (
    text.length > 0 &&
    text.length <= longestName &&
    text.split('').every((character) => nameCharacters.includes(character))
  );
}

function isExplored(text: string): boolean {
  const places = (text.length - exploredMark.length) / exploredPlaceLength;
  return (
    text.startsWith(exploredMark) &&
    places >= 1 &&
    places <= maximumLoggedPlaces &&
    places === Math.floor(places) &&
    text
      .slice(exploredMark.length)
      .split('')
      .every((character) => nameCharacters.includes(character))
  );
}

/** Whether a text has the form of a version of the model, which is that of a training run too. */
export function isModelVersion(text: string): boolean {
  return hasForm(text, versionForm);
}

/** @param id a UUID */
export function recommendationIdOf(
  id: string,
  origin: Omit<ListOrigin, 'explored'> & Partial<Pick<ListOrigin, 'explored'>>,
): string {
  const { modelVersion, source, degraded, madeAt, placement, experimentId, variant } = origin;
  const version = modelVersion && isModelVersion(modelVersion) ? modelVersion : '-';
  const list = `${id}.${version}.${source}${degraded ? '-' : ''}.${Math.floor(madeAt)}.${placement}`;
  const named = experimentId && variant ? `${list}.${experimentId}.${variant}` : list;
  const room = maximumIdBytes - named.length - 1 - exploredMark.length;
  const logged = Math.min(maximumLoggedPlaces, Math.floor(room / exploredPlaceLength)) * exploredPlaceLength;
  return origin.explored && logged > 0 ? `${named}.${origin.explored.slice(0, exploredMark.length + logged)}` : named;
}

/** Where a list comes from; null for an id of another form, as any client may send. */
export function originOf(recommendationId: string): ListOrigin | null {
  const all = recommendationId.split('.');
  const explored = isExplored(all[all.length - 1]) ? all[all.length - 1] : null;
  const parts = explored ? all.slice(0, -1) : all;
  if (parts.length !== 5 && parts.length !== 7) return null;
  const [id, version, made, seconds, placement] = parts;
  const degraded = made.endsWith('-');
  const source = sources.find((name) => name === (degraded ? made.slice(0, -1) : made));
  if (!hasForm(id, uuidForm) || !source || !hasForm(seconds, secondsForm) || !isName(placement)) return null;
  if (version !== '-' && !isModelVersion(version)) return null;
  if (parts.length === 7 && !(isName(parts[5]) && isName(parts[6]))) return null;
  return {
    modelVersion: version === '-' ? null : version,
    source,
    degraded,
    madeAt: +seconds,
    placement,
    experimentId: parts[5] ?? null,
    variant: parts[6] ?? null,
    explored,
  };
}

/** The version that made the list; null for an id without one or of another form. */
export function modelVersionOf(recommendationId: string): string | null {
  return originOf(recommendationId)?.modelVersion ?? null;
}
