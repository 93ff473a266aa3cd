/** The share of visits in which a list had something that was then looked at. */
export interface HitRate {
  label: string;
  hits: number;
  visits: number;
}

const width = 640;
const left = 250;
const barHeight = 28;
const terminalWidth = 40;

const rateOf = ({ hits, visits }: HitRate): number => (visits === 0 ? 0 : hits / visits);
const percent = (rate: HitRate): string => `${(100 * rateOf(rate)).toFixed(1)}% of ${rate.visits}`;

/** A bar a line, for a terminal. */
export function hitRatesAsText(rates: HitRate[]): string {
  const longest = Math.max(...rates.map(rateOf), Number.MIN_VALUE);
  return rates
    .map((rate) => {
      const bar = '█'.repeat(Math.round((rateOf(rate) / longest) * terminalWidth));
      return `${rate.label.padEnd(38)} ${bar.padEnd(terminalWidth)} ${percent(rate)}`;
    })
    .join('\n');
}

/** The same as a stand-alone SVG document. */
export function hitRatesAsSvg(rates: HitRate[]): string {
  const longest = Math.max(...rates.map(rateOf), Number.MIN_VALUE);
  const rows = rates.map((rate, index) => {
    const y = 48 + index * (barHeight + 12);
    const length = (rateOf(rate) / longest) * (width - left - 120);
    return [
      `<text x="${left - 8}" y="${y + 19}" text-anchor="end">${rate.label}</text>`,
      `<rect x="${left}" y="${y}" width="${length.toFixed(1)}" height="${barHeight}" fill="#2b6cb0"/>`,
      `<text x="${(left + length + 8).toFixed(1)}" y="${y + 19}">${percent(rate)}</text>`,
    ].join('\n');
  });
  const height = 60 + rates.length * (barHeight + 12);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    '<text x="16" y="24" font-size="15" font-weight="bold">Visits in which the list had what was looked at</text>',
    ...rows,
    '</svg>\n',
  ].join('\n');
}
