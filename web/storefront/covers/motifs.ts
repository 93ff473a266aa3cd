import type { Draw } from './Draw.ts';

/** Colours of a cover, dark to light. */
export interface Palette {
  ground: string;
  deep: string;
  middle: string;
  light: string;
  accent: string;
}

/** Draws into a field of 300 by 400; the lower part is the motif's, the title stands above it. */
type Motif = (draw: Draw, palette: Palette) => string;

const round = (value: number): number => Math.round(value * 10) / 10;
const list = (count: number, each: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => each(index)).join('');

const waves: Motif = (draw, { deep, middle, light, accent }) => {
  const sun = `<circle cx="${round(draw.between(70, 230))}" cy="${round(draw.between(225, 250))}" r="${round(draw.between(24, 44))}" fill="${accent}"/>`;
  const rows = draw.whole(4, 6);
  return (
    sun +
    list(rows, (row) => {
      const y = 240 + (row * 160) / rows;
      const height = draw.between(10, 26);
      const shift = draw.between(-60, 0);
      const crests = list(5, () => `q40 ${round(-height)} 80 0 t80 0 `);
      return `<path d="M${round(shift)} ${round(y)}${crests}V400H0Z" fill="${[deep, middle, light][row % 3]}"/>`;
    })
  );
};

const stars: Motif = (draw, { light, accent, middle }) => {
  const x = round(draw.between(90, 210));
  const orbit = draw.between(-30, 30);
  return (
    list(40, () => {
      const radius = round(draw.between(0.6, 2.2));
      return `<circle cx="${round(draw.between(0, 300))}" cy="${round(draw.between(150, 400))}" r="${radius}" fill="${light}"/>`;
    }) +
    `<circle cx="${x}" cy="290" r="${round(draw.between(44, 66))}" fill="${accent}"/>` +
    `<circle cx="${x + 18}" cy="276" r="${round(draw.between(40, 58))}" fill="${middle}" opacity=".35"/>` +
    `<ellipse cx="${x}" cy="290" rx="110" ry="${round(draw.between(14, 30))}" fill="none" stroke="${light}" stroke-width="3" transform="rotate(${round(orbit)} ${x} 290)"/>`
  );
};

const rays: Motif = (draw, { deep, middle, accent }) => {
  const [x, count] = [round(draw.between(60, 240)), draw.whole(9, 15)];
  const rayed = list(count, (index) => {
    const at = (turn: number): string => {
      const angle = Math.PI + (turn * Math.PI) / count;
      return `${round(x + 420 * Math.cos(angle))} ${round(400 + 420 * Math.sin(angle))}`;
    };
    return `<path d="M${x} 400L${at(index)}L${at(index + 0.5)}Z" fill="${index % 2 ? middle : deep}"/>`;
  });
  return `<g clip-path="url(#low)">${rayed}</g><circle cx="${x}" cy="400" r="${round(draw.between(46, 80))}" fill="${accent}"/>`;
};

const arches: Motif = (draw, { deep, middle, light, accent }) => {
  const count = draw.whole(2, 4);
  const width = 300 / count;
  return list(count, (index) => {
    const top = draw.between(200, 270);
    const arch = (inset: number, colour: string): string => {
      const [left, right] = [index * width + inset, (index + 1) * width - inset];
      const radius = (right - left) / 2;
      return `<path d="M${round(left)} 400V${round(top + inset + radius)}a${round(radius)} ${round(radius)} 0 0 1 ${round(right - left)} 0V400Z" fill="${colour}"/>`;
    };
    return arch(6, deep) + arch(16, middle) + arch(26, draw.next() < 0.4 ? accent : light);
  });
};

const leaves: Motif = (draw, { deep, middle, light, accent }) =>
  list(draw.whole(9, 14), (index) => {
    const [x, y, turn] = [draw.between(0, 300), draw.between(220, 400), draw.between(-70, 70)];
    const size = draw.between(34, 70);
    const colour = [deep, middle, light, middle, accent][index % 5];
    return `<path d="M0 0C${round(size * 0.5)} ${round(-size * 0.4)} ${round(size * 0.4)} ${round(-size)} 0 ${round(-size * 1.3)}C${round(-size * 0.4)} ${round(-size)} ${round(-size * 0.5)} ${round(-size * 0.4)} 0 0Z" fill="${colour}" transform="translate(${round(x)} ${round(y)}) rotate(${round(turn)})"/>`;
  });

const tiles: Motif = (draw, { deep, middle, light, accent }) => {
  const size = draw.pick([50, 60, 75]);
  const columns = 300 / size;
  const rows = Math.floor(200 / size);
  return list(columns * rows, (index) => {
    const [x, y] = [(index % columns) * size, 400 - (Math.floor(index / columns) + 1) * size];
    const colour = draw.pick([deep, middle, light, accent, deep]);
    const turn = draw.whole(0, 3) * 90;
    const shape = draw.next() < 0.5 ? `M0 0H${size}A${size} ${size} 0 0 1 0 ${size}Z` : `M0 0H${size}L0 ${size}Z`;
    return `<path d="${shape}" fill="${colour}" transform="translate(${x} ${y}) rotate(${turn} ${size / 2} ${size / 2})"/>`;
  });
};

const skyline: Motif = (draw, { deep, middle, light, accent }) => {
  const moon = `<circle cx="${round(draw.between(60, 240))}" cy="${round(draw.between(210, 250))}" r="${round(draw.between(16, 32))}" fill="${accent}"/>`;
  const row = (base: number, colour: string, lit: boolean): string => {
    let [x, drawn] = [0, ''];
    while (x < 300) {
      const [width, height] = [draw.between(26, 54), draw.between(40, 110)];
      drawn += `<rect x="${round(x)}" y="${round(base - height)}" width="${round(width)}" height="200" fill="${colour}"/>`;
      if (lit && draw.next() < 0.7)
        drawn += `<rect x="${round(x + width / 3)}" y="${round(base - height + 14)}" width="7" height="10" fill="${light}"/>`;
      x += width;
    }
    return drawn;
  };
  return moon + row(340, middle, false) + row(390, deep, true);
};

const orbits: Motif = (draw, { deep, middle, light, accent }) => {
  const [x, y, count] = [draw.between(80, 220), draw.between(290, 330), draw.whole(5, 8)];
  return list(count, (index) => {
    const radius = 124 - (index * 116) / count;
    return `<circle cx="${round(x)}" cy="${round(y)}" r="${round(radius)}" fill="${[deep, middle, light, middle][index % 4]}"/>`;
  }).concat(`<circle cx="${round(x)}" cy="${round(y)}" r="12" fill="${accent}"/>`);
};

const hills: Motif = (draw, { deep, middle, light, accent }) =>
  `<circle cx="${round(draw.between(60, 240))}" cy="${round(draw.between(220, 240))}" r="${round(draw.between(18, 36))}" fill="${accent}"/>` +
  list(4, (row) => {
    const [y, bend] = [250 + row * 36, draw.between(30, 70)];
    const lift = draw.between(-40, 40);
    return `<path d="M0 ${round(y + lift)}C90 ${round(y - bend)} 190 ${round(y + bend)} 300 ${round(y - lift)}V400H0Z" fill="${[light, middle, middle, deep][row]}" opacity="${[1, 0.75, 1, 1][row]}"/>`;
  });

/** Each kind of item keeps one of these. */
export const motifs: readonly Motif[] = [waves, stars, rays, arches, leaves, tiles, skyline, orbits, hills];
