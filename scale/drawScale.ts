import type { Prediction } from './predict.ts';
import type { Profile } from './Profile.ts';
import { amount, dollars } from './renderScale.ts';

const width = 940;
const left = 410;
const right = 60;
const rowHeight = 22;
/** Of limits that are drawn. */
const drawnLimits = 16;
const [least, most] = [10, 1e7];

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** At which load each limit binds, and what a million requests cost, as a stand-alone SVG document. */
export function drawScale(profile: Profile, predictions: readonly Prediction[]): string {
  const x = (load: number): number => {
    const part = Math.log(Math.min(most, Math.max(least, load)) / least) / Math.log(most / least);
    return left + part * (width - left - right);
  };
  const limits = (predictions.at(-1)?.limits ?? []).filter(({ bindsAt }) => bindsAt < most).slice(0, drawnLimits);
  const top = 60;
  const bottom = top + limits.length * rowHeight;
  const marks = Array.from({ length: Math.log10(most / least) + 1 }, (_, power) => least * 10 ** power);
  const costTop = bottom + 60;
  const highest = Math.max(...predictions.map(({ day }) => Math.max(...Object.values(day)) / day.serverless));
  const parts = [
    `<text x="16" y="24" font-size="15" font-weight="bold">${escape(profile.name)}: the load at which each limit binds, requests a second</text>`,
    ...marks.flatMap((mark) => [
      `<line x1="${x(mark).toFixed(1)}" y1="${top - 8}" x2="${x(mark).toFixed(1)}" y2="${bottom}" stroke="#e2e8f0"/>`,
      `<text x="${x(mark).toFixed(1)}" y="${top - 14}" text-anchor="middle" fill="#4a5568">${amount(mark)}</text>`,
    ]),
    ...limits.flatMap(({ name, bindsAt, beyond }, row) => {
      const y = top + row * rowHeight;
      const colour = { ERROR: '#c53030', DEGRADED: '#dd6b20', LATE: '#2b6cb0' }[beyond];
      return [
        `<text x="${left - 10}" y="${y + 14}" text-anchor="end">${escape(name)}</text>`,
        `<rect x="${left}" y="${y + 3}" width="${(x(bindsAt) - left).toFixed(1)}" height="${rowHeight - 8}" fill="${colour}"/>`,
        `<text x="${(x(bindsAt) + 5).toFixed(1)}" y="${y + 14}">${amount(bindsAt)}</text>`,
      ];
    }),
    `<text x="16" y="${bottom + 22}">Beyond it: <tspan fill="#c53030">■ errors</tspan>  <tspan fill="#dd6b20">■ degraded lists</tspan>  <tspan fill="#2b6cb0">■ pushes and trends come late</tspan></text>`,
    `<text x="16" y="${costTop}" font-size="15" font-weight="bold">Dollars of a day, by the load of its peak</text>`,
    ...predictions.flatMap(({ load, day }, index) =>
      [
        ['as it is used', day.serverless, '#2b6cb0'] as const,
        ['servers for the peak all day', day.servers, '#a0aec0'] as const,
        ['servers by the hour', day.serversByTheHour, '#cbd5e0'] as const,
      ].flatMap(([label, cost, colour], bar) => {
        const y = costTop + 14 + index * (3 * rowHeight + 8) + bar * rowHeight;
        const length = (cost / day.serverless / highest) * (width - left - right - 60);
        return [
          `<text x="${left - 10}" y="${y + 14}" text-anchor="end">${amount(load)} a second, ${label}</text>`,
          `<rect x="${left}" y="${y + 3}" width="${length.toFixed(1)}" height="${rowHeight - 8}" fill="${colour}"/>`,
          `<text x="${(left + length + 5).toFixed(1)}" y="${y + 14}">${dollars(cost)}</text>`,
        ];
      }),
    ),
  ];
  const height = costTop + 24 + predictions.length * (3 * rowHeight + 8);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#1a202c">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}
