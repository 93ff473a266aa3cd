import type { Second } from './summarizePeak.ts';

export interface DrawnRun {
  title: string;
  seconds: Second[];
}

interface Line {
  label: string;
  colour: string;
  /** Of a second; null is a gap. */
  value(second: Second): number | null;
}

interface Panel {
  title: string;
  lines: Line[];
  /** The least that the axis reaches. */
  least: number;
  text(value: number): string;
}

const blue = '#2b6cb0';
const orange = '#dd6b20';
const red = '#c53030';
const grey = '#a0aec0';
const green = '#38a169';

const panels: Panel[] = [
  {
    title: 'Requests a second',
    least: 1,
    text: (value) => String(Math.round(value)),
    lines: [
      { label: 'offered', colour: grey, value: ({ planned }) => planned },
      { label: 'answered', colour: blue, value: ({ answered }) => answered },
      { label: 'errors', colour: red, value: ({ errors }) => errors },
    ],
  },
  {
    title: 'Milliseconds since due',
    least: 100,
    text: (value) => String(Math.round(value)),
    lines: [
      { label: '99 of 100 below', colour: red, value: ({ p99 }) => p99 },
      { label: '95', colour: orange, value: ({ p95 }) => p95 },
      { label: '50', colour: blue, value: ({ p50 }) => p50 },
    ],
  },
  {
    title: 'Degraded lists',
    least: 0.05,
    text: (value) => `${Math.round(100 * value)}%`,
    lines: [
      {
        label: 'share',
        colour: orange,
        value: ({ lists, degraded }) => (lists === 0 ? null : degraded / lists),
      },
    ],
  },
  {
    title: 'Pushes behind',
    least: 5,
    text: (value) => String(Math.round(value)),
    lines: [{ label: 'interactions without their push', colour: green, value: ({ pushesBehind }) => pushesBehind }],
  },
];

const columnWidth = 420;
const panelHeight = 150;
const [left, right, top, bottom] = [52, 16, 30, 24];

/** Each run a column, each measure a row, as a stand-alone SVG document. Rows share their scale. */
export function drawPeak(runs: readonly DrawnRun[]): string {
  const width = runs.length * columnWidth;
  const height = 36 + panels.length * panelHeight;
  const parts = runs.flatMap(({ title, seconds }, column) => [
    `<text x="${column * columnWidth + left}" y="22" font-size="15" font-weight="bold">${title}</text>`,
    ...panels.flatMap((panel, row) =>
      drawPanel(panel, seconds, highestOf(panel, runs), column * columnWidth, 36 + row * panelHeight),
    ),
  ]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#1a202c">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function highestOf({ lines, least }: Panel, runs: readonly DrawnRun[]): number {
  const values = runs.flatMap(({ seconds }) =>
    lines.flatMap(({ value }) => seconds.map((second) => value(second) ?? 0)),
  );
  return Math.max(least, ...values);
}

function drawPanel({ title, lines, text }: Panel, seconds: Second[], highest: number, x: number, y: number): string[] {
  const [from, to] = [x + left, x + columnWidth - right];
  const [ceiling, floor] = [y + top, y + panelHeight - bottom];
  const last = seconds.length;
  const placeX = (at: number): string => (from + ((at + 0.5) / last) * (to - from)).toFixed(1);
  const placeY = (value: number): string => (floor - (value / highest) * (floor - ceiling)).toFixed(1);
  const legend = lines.map(({ label, colour }) => `<tspan fill="${colour}">■ ${label}  </tspan>`).join('');
  return [
    `<text x="${from}" y="${y + 14}">${title}: ${legend}</text>`,
    `<path d="M${from} ${ceiling}V${floor}H${to}" stroke="#4a5568" fill="none"/>`,
    `<text x="${from - 6}" y="${ceiling + 6}" text-anchor="end">${text(highest)}</text>`,
    `<text x="${from - 6}" y="${floor}" text-anchor="end">${text(0)}</text>`,
    `<text x="${to}" y="${floor + 15}" text-anchor="end">${last} s</text>`,
    ...lines.map(({ colour, value }) => {
      let isDown = false;
      const path = seconds.map((second) => {
        const found = value(second);
        const step = found === null ? '' : `${isDown ? 'L' : 'M'}${placeX(second.at)} ${placeY(found)}`;
        isDown = found !== null;
        return step;
      });
      return `<path d="${path.join('')}" stroke="${colour}" stroke-width="1.5" fill="none"/>`;
    }),
  ];
}
