import { Draw } from './Draw.ts';
import { motifs, type Palette } from './motifs.ts';

export interface CoverSubject {
  itemId: string;
  title?: string | null;
  creator?: string | null;
  categories: readonly string[];
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

/** Lines of at most so many characters, the last one cut short where they are too few. */
export function wrap(text: string, characters: number, lines: number): string[] {
  const wrapped: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = wrapped.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= characters)
      wrapped[wrapped.length - 1] = `${last} ${word}`;
    else wrapped.push(word);
  }
  const shown = wrapped.slice(0, lines).map((line) => [...line].slice(0, characters + 4).join(''));
  if (wrapped.length > lines) shown[lines - 1] = `${shown[lines - 1].replace(/[\s,;:.]+$/, '')}…`;
  return shown;
}

/** One family of hues for a kind, shifted a little for each item, so that relatives look related and not the same. */
function choosePalette(kind: Draw, own: Draw): Palette {
  const hue = kind.between(0, 360) + own.between(-24, 24);
  const partner = hue + kind.pick([35, -35, 150, 180]);
  const isDark = own.next() < 0.55;
  const colour = (angle: number, saturation: number, lightness: number): string =>
    `hsl(${Math.round((angle + 720) % 360)} ${saturation}% ${lightness}%)`;
  return isDark
    ? {
        ground: colour(hue, 42, 19),
        deep: colour(hue, 45, 29),
        middle: colour(hue + 12, 44, 43),
        light: colour(hue + 24, 52, 70),
        accent: colour(partner, 74, 66),
      }
    : {
        ground: colour(hue + 20, 40, 91),
        deep: colour(hue, 46, 35),
        middle: colour(hue + 8, 46, 54),
        light: colour(hue + 18, 54, 76),
        accent: colour(partner, 68, 54),
      };
}

const lettering = {
  serif: "font-family='Iowan Old Style,Palatino,Georgia,serif' font-weight='600'",
  sans: "font-family='Avenir Next,Segoe UI,Helvetica,Arial,sans-serif' font-weight='700'",
};

/**
 * A cover for an item that has no picture: an SVG of 300 by 400 with the title set on it. The first category decides the
 * lettering, the second (or the first, where there is one) the hue and the motif, the id everything else; the same item
 * has the same cover everywhere.
 */
export function drawCover({ itemId, title, creator, categories }: CoverSubject): string {
  const [department = 'item', theme = department] = categories;
  const [kind, own] = [new Draw(theme), new Draw(`${itemId} ${theme}`)];
  const [usual, other] = [kind.pick(motifs), kind.pick(motifs)];
  const motif = own.next() < 0.65 ? usual : other;
  const palette = choosePalette(kind, own);
  const isLight = palette.ground.endsWith(' 91%)');
  const ink = isLight ? palette.deep.replace(/\d+%\)$/, '20%)') : '#fff';
  const face = new Draw(department).next() < 0.5 ? lettering.serif : lettering.sans;
  const name = title ?? itemId;
  const size = name.length > 36 ? 25 : name.length > 20 ? 29 : 34;
  const lines = wrap(name, Math.floor(400 / size), 4);
  const text = lines
    .map((line, index) => `<text x='24' y='${42 + index * size * 1.16}' font-size='${size}'>${escape(line)}</text>`)
    .join('');
  const byline = creator
    ? `<text x='24' y='${50 + lines.length * size * 1.16}' font-size='15' font-weight='400' opacity='.85'>${escape(wrap(creator, 32, 1)[0] ?? '')}</text>`
    : '';
  return [
    `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 300 400'>`,
    `<clipPath id='low'><path d='M0 180H300V400H0Z'/></clipPath>`,
    `<path d='M0 0H300V400H0Z' fill='${palette.ground}'/>`,
    motif(own, palette),
    `<g ${face} fill='${ink}'>${text}${byline}</g>`,
    `</svg>`,
  ].join('');
}
