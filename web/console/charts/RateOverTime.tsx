import { Chart, seriesColours } from './Chart.tsx';

/** A rate of a day. */
export interface DailyRate {
  day: string;
  value: number;
  low: number;
  high: number;
}

/** A rate by day, with its intervals. */
export const RateOverTime = ({ title, rows }: { title: string; rows: DailyRate[] }) => (
  <Chart
    title={title}
    of={rows}
    draw={(plot) => ({
      x: { type: 'utc', label: null },
      y: { grid: true, percent: true, zero: true, label: '%' },
      marks: [
        plot.areaY(rows, {
          x: ({ day }: DailyRate) => new Date(day),
          y1: 'low',
          y2: 'high',
          fill: seriesColours[0],
          fillOpacity: 0.2,
        }),
        // A day beside no other has no area.
        plot.ruleX(rows, {
          x: ({ day }: DailyRate) => new Date(day),
          y1: 'low',
          y2: 'high',
          stroke: seriesColours[0],
          strokeWidth: 2,
        }),
        plot.lineY(rows, { x: ({ day }: DailyRate) => new Date(day), y: 'value', stroke: seriesColours[0] }),
        plot.dot(rows, { x: ({ day }: DailyRate) => new Date(day), y: 'value', fill: seriesColours[0], r: 4 }),
        plot.ruleY([0]),
      ],
    })}
  />
);
