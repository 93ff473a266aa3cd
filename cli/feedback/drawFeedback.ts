import type { ExperimentSplit } from '../../schema/generated/types.ts';
import type { Compared, ComparisonWithTruth } from './compareWithTruth.ts';

const terminalWidth = 40;
const colours = ['#718096', '#2b6cb0', '#dd6b20', '#38a169', '#805ad5'];
const width = 760;
const left = 250;
const right = 40;
const rowHeight = 26;
const splitHeight = 140;

const percent = (value: number): string => `${(100 * value).toFixed(1)}%`;

interface Scale {
  low: number;
  high: number;
}

function scaleOf(rows: readonly Compared[]): Scale {
  const ends = rows.flatMap(({ low, high, truth }) => [low, high, truth]);
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  return high > low ? { low, high } : { low, high: low + 1 };
}

/** Intervals a line, for a terminal: `●` the estimate, `×` the truth, `◆` both. */
export function intervalsAsText(rows: readonly Compared[]): string {
  const { low, high } = scaleOf(rows);
  const cell = (value: number): number => Math.round(((value - low) / (high - low)) * (terminalWidth - 1));
  return rows
    .map((row) => {
      const cells = Array.from({ length: terminalWidth }, (_, at): string =>
        at >= cell(row.low) && at <= cell(row.high) ? '─' : at === cell(0) ? '┊' : ' ',
      );
      cells[cell(row.estimate)] = '●';
      cells[cell(row.truth)] = cell(row.truth) === cell(row.estimate) ? '◆' : '×';
      const numbers = `${percent(row.estimate)} (${percent(row.low)} to ${percent(row.high)}), truth ${percent(row.truth)}`;
      return `${row.label.padEnd(32)} ${cells.join('')} ${numbers}`;
    })
    .join('\n');
}

/** The shares of each split a line, for a terminal. */
export function splitsAsText(splits: readonly ExperimentSplit[]): string {
  const marks = ['░', '█', '▒', '▓', '─'];
  const [first] = splits;
  const legend = first?.shares.map(({ variant }, index) => `${marks[index % marks.length]} ${variant}`).join('  ');
  const lines = splits.map(({ from, shares }) => {
    const bar = shares.map(({ share }, index) => marks[index % marks.length].repeat(Math.round(share * terminalWidth)));
    const seconds = Math.round((Date.parse(from) - Date.parse(first.from)) / 1000);
    return `${`after ${seconds} s`.padEnd(14)} ${bar.join('')}  ${shares.map(({ share }) => percent(share)).join(' ')}`;
  });
  return [legend ?? '', ...lines].join('\n');
}

/** All of it as a stand-alone SVG document. */
export function feedbackAsSvg(
  { differences, policies }: ComparisonWithTruth,
  splits: readonly ExperimentSplit[],
  end: number,
): string {
  const parts: string[] = [];
  let y = 30;
  const title = (text: string): void => {
    parts.push(`<text x="16" y="${y}" font-size="15" font-weight="bold">${text}</text>`);
    y += 24;
  };
  title('Share of people who click: differences to the control, and the truth (×)');
  parts.push(...intervalRows(differences, y));
  y += differences.length * rowHeight + 30;
  title('Who gets what: the split of the bandit over time');
  parts.push(...splitAreas(splits, end, y));
  y += splitHeight + 50;
  title('What always showing the winner would bring, by the log, and the truth (×)');
  parts.push(...intervalRows(policies, y));
  y += policies.length * rowHeight + 16;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" font-family="sans-serif" font-size="13">`,
    `<rect width="${width}" height="${y}" fill="#ffffff"/>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function intervalRows(rows: readonly Compared[], top: number): string[] {
  const { low, high } = scaleOf(rows);
  const x = (value: number): string => (left + ((value - low) / (high - low)) * (width - left - right - 60)).toFixed(1);
  const bottom = top + rows.length * rowHeight;
  return [
    `<line x1="${x(0)}" y1="${top - 8}" x2="${x(0)}" y2="${bottom}" stroke="#cbd5e0"/>`,
    ...rows.flatMap((row, index) => {
      const y = top + index * rowHeight + 8;
      return [
        `<text x="${left - 12}" y="${y + 4}" text-anchor="end">${row.label}</text>`,
        `<line x1="${x(row.low)}" y1="${y}" x2="${x(row.high)}" y2="${y}" stroke="#2b6cb0" stroke-width="3"/>`,
        `<circle cx="${x(row.estimate)}" cy="${y}" r="5" fill="#2b6cb0"/>`,
        `<text x="${x(row.truth)}" y="${y + 6}" text-anchor="middle" fill="#c53030" font-size="18">×</text>`,
        `<text x="${width - 8}" y="${y + 4}" text-anchor="end">${percent(row.estimate)}</text>`,
      ];
    }),
  ];
}

function splitAreas(splits: readonly ExperimentSplit[], end: number, top: number): string[] {
  const [first] = splits;
  if (!first) return [];
  const start = Date.parse(first.from);
  const x = (instant: number): number => left + ((instant - start) / Math.max(1, end - start)) * (width - left - right);
  const areas = splits.flatMap(({ from, shares }, at) => {
    const [begin, until] = [x(Date.parse(from)), x(at + 1 < splits.length ? Date.parse(splits[at + 1].from) : end)];
    let y = top;
    return shares.map(({ share }, index) => {
      const height = share * splitHeight;
      const area = `<rect x="${begin.toFixed(1)}" y="${y.toFixed(1)}" width="${(until - begin).toFixed(1)}" height="${height.toFixed(1)}" fill="${colours[index % colours.length]}"/>`;
      y += height;
      return area;
    });
  });
  const legend = first.shares.map(
    ({ variant }, index) =>
      `<text x="${left - 12}" y="${top + 20 + index * 24}" text-anchor="end" fill="${colours[index % colours.length]}">${variant} ■</text>`,
  );
  const axis = `<text x="${left}" y="${top + splitHeight + 18}">0 s</text><text x="${width - right}" y="${top + splitHeight + 18}" text-anchor="end">${Math.round((end - start) / 1000)} s</text>`;
  return [...areas, ...legend, axis];
}
