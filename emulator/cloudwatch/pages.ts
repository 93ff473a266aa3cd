import { ServiceError } from '../gateway/index.ts';

/** Tokens say how much was given before. */
const offsetOf = (token: unknown): number => {
  const offset = token === undefined || token === null ? 0 : Number(Buffer.from(String(token), 'base64url').toString());
  if (!Number.isSafeInteger(offset) || offset < 0) {
    throw new ServiceError('InvalidNextToken', 'The next token specified is invalid.');
  }
  return offset;
};

const tokenOf = (offset: number): string => Buffer.from(String(offset)).toString('base64url');

/** A page of a list, and the token of the next one where there is more. @throws ServiceError (InvalidNextToken) */
export function pageOf<Entry>(list: readonly Entry[], token: unknown, most: number): [Entry[], string | undefined] {
  const begin = offsetOf(token);
  const end = begin + most;
  return [list.slice(begin, end), end < list.length ? tokenOf(end) : undefined];
}

/** A part of a series that stands on a page. */
export interface SeriesPage<Point> {
  index: number;
  points: Point[];
  /** Whether the next page goes on with it. */
  isPartial: boolean;
}

/** So many points of several series, one series after another. @throws ServiceError (InvalidNextToken) */
export function pageOfSeries<Point>(
  series: readonly (readonly Point[])[],
  token: unknown,
  most: number,
): [SeriesPage<Point>[], string | undefined] {
  const [begin, total] = [offsetOf(token), series.reduce((sum, { length }) => sum + length, 0)];
  const end = begin + most;
  let first = 0;
  const page = series.flatMap((points, index): SeriesPage<Point>[] => {
    const [from, until] = [first, first + points.length];
    first = until;
    const isHere = points.length === 0 ? from >= begin && from < end : until > begin && from < end;
    return isHere
      ? [{ index, points: points.slice(Math.max(0, begin - from), end - from), isPartial: until > end }]
      : [];
  });
  return [page, end < total ? tokenOf(end) : undefined];
}
