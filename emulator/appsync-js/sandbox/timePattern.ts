/** One piece of a pattern: a run of one letter, or literal text. */
export type PatternPiece = { letter: string; width: number } | { literal: string };

/**
 * Splits a java.time.format.DateTimeFormatter pattern. `'…'` quotes text and `''` is one quote.
 * @throws TypeError for a letter or bracket this emulator does not know.
 */
export function splitPattern(pattern: string): PatternPiece[] {
  const pieces: PatternPiece[] = [];
  let index = 0;
  while (index < pattern.length) {
    const character = pattern[index];
    if (character === "'") {
      const quoted = /^'((?:[^']|'')*)'/.exec(pattern.slice(index));
      if (quoted === null) throw new TypeError(`The time pattern "${pattern}" has a quote that is not closed`);
      pieces.push({ literal: quoted[1] === '' ? "'" : quoted[1].replaceAll("''", "'") });
      index += quoted[0].length;
    } else if (/[A-Za-z]/.test(character)) {
      let width = 1;
      while (pattern[index + width] === character) width += 1;
      if (!'yuYMLdDEahHKkmsSAzZXxVOQqwGn'.includes(character)) {
        throw new TypeError(`The letter "${character}" of the time pattern "${pattern}" is not emulated`);
      }
      pieces.push({ letter: character, width });
      index += width;
    } else if ('[]{}#'.includes(character)) {
      throw new TypeError(`"${character}" in the time pattern "${pattern}" is not emulated`);
    } else {
      pieces.push({ literal: character });
      index += 1;
    }
  }
  return pieces;
}

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
