import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes a MovieLens folder of so many films, called `1`, `2` and so on, of which so many people liked two thirds each.
 * @returns the folder
 */
export function writeFilms(folder: string, films: number, people: number): string {
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const ratings = numbers(people).flatMap((user) =>
    numbers(films)
      .filter((film) => (film + user) % 3 > 0)
      .map((film) => `${user},${film},${film % 2 === 0 ? 5 : 4},${1_600_000_000 + user * 100 + film}`),
  );
  mkdirSync(folder, { recursive: true });
  const write = (name: string, lines: string[]) => writeFileSync(join(folder, name), [...lines, ''].join('\n'));
  write('movies.csv', ['movieId,title,genres', ...numbers(films).map((id) => `${id},Film ${id} (1999),Drama`)]);
  write('ratings.csv', ['userId,movieId,rating,timestamp', ...ratings]);
  return folder;
}
