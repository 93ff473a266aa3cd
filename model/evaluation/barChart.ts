/** One bar: a mean with the ends of its confidence interval. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const width = 720;
const labelWidth = 150;
const valueWidth = 70;
const barHeight = 22;
const gap = 10;
const top = 48;

/** A horizontal bar chart with confidence intervals as a stand-alone SVG document. */
export function barChart(title: string, subtitle: string, bars: readonly Bar[]): string {
  const longest = Math.max(...bars.map((bar) => bar.high), Number.MIN_VALUE);
  const scale = (value: number): number => labelWidth + (value / longest) * (width - labelWidth - valueWidth);
  const height = top + bars.length * (barHeight + gap) + gap;
  const rows = bars.map((bar, index) => {
    const y = top + index * (barHeight + gap);
    const middle = y + barHeight / 2;
    const [low, high] = [scale(bar.low), scale(bar.high)].map((x) => x.toFixed(1));
    return [
      `<text x="${labelWidth - 8}" y="${middle + 4}" text-anchor="end">${escape(bar.label)}</text>`,
      `<rect x="${labelWidth}" y="${y}" width="${(scale(bar.value) - labelWidth).toFixed(1)}" height="${barHeight}" fill="${index === 0 ? '#2b6cb0' : '#90aecb'}"/>`,
      `<path d="M${low} ${middle}H${high}M${low} ${middle - 5}v10M${high} ${middle - 5}v10" stroke="#1a202c" fill="none"/>`,
      `<text x="${scale(bar.high) + 8}" y="${middle + 4}">${bar.value.toFixed(4)}</text>`,
    ].join('\n');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13" fill="#1a202c">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="16" y="20" font-size="15" font-weight="bold">${escape(title)}</text>`,
    `<text x="16" y="38" font-size="12" fill="#4a5568">${escape(subtitle)}</text>`,
    ...rows,
    '</svg>',
    '',
  ].join('\n');
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
