/** The year that MovieLens appends to a title, as in `Title (1995)`. */
export const yearOfTitle = (title: string): number | undefined => {
  const year = /\((\d{4})\)\s*$/.exec(title)?.[1];
  return year === undefined ? undefined : Number(year);
};
