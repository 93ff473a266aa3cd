import type { RecommendationSource } from '../generated/types.ts';

/**
 * The id of a list says where the list comes from, so that what people do with it is counted for its placement, variant
 * and version without a read:
 * `<uuid>.<modelVersion or ->.<source, with - behind it when degraded>.<seconds since 1970>.<placement>`, and
 * `.<experimentId>.<variant>` behind that when the list was made for an experiment. At most 241 characters. Any client
 * may send any id: what is counted by it decides nothing that a client must not decide.
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
}

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

/** Whether a text has the form of a version of the model, which is that of a training run too. */
export function isModelVersion(text: string): boolean {
  return hasForm(text, versionForm);
}

/** @param id a UUID */
export function recommendationIdOf(id: string, origin: ListOrigin): string {
  const { modelVersion, source, degraded, madeAt, placement, experimentId, variant } = origin;
  const version = modelVersion && isModelVersion(modelVersion) ? modelVersion : '-';
  const list = `${id}.${version}.${source}${degraded ? '-' : ''}.${Math.floor(madeAt)}.${placement}`;
  return experimentId && variant ? `${list}.${experimentId}.${variant}` : list;
}

/** Where a list comes from; null for an id of another form, as any client may send. */
export function originOf(recommendationId: string): ListOrigin | null {
  const parts = recommendationId.split('.');
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
  };
}

/** The version that made the list; null for an id without one or of another form. */
export function modelVersionOf(recommendationId: string): string | null {
  return originOf(recommendationId)?.modelVersion ?? null;
}
