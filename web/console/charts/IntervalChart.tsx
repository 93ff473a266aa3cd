import { Chart, seriesColours } from './Chart.tsx';

/** A value and where the true one lies. */
export interface NamedInterval {
  name: string;
  value: number;
  low: number;
  high: number;
}

/** Intervals one below the other, with a line at `reference` where there is one. */
export const IntervalChart = ({
  title,
  rows,
  reference,
}: {
  title: string;
  rows: NamedInterval[];
  reference?: number;
}) => (
  <Chart
    title={title}
    of={[rows, reference]}
    draw={(plot) => ({
      height: 48 + rows.length * 28,
      // Names begin about where the page does.
      marginLeft: Math.min(160, 24 + 7 * Math.max(...rows.map(({ name }) => name.length))),
      x: { grid: true, percent: true, label: '%', nice: true, ticks: 6 },
      y: { domain: rows.map(({ name }) => name), label: null },
      marks: [
        ...(reference === undefined ? [] : [plot.ruleX([reference], { strokeDasharray: '4 3' })]),
        plot.ruleY(rows, { x1: 'low', x2: 'high', y: 'name', stroke: seriesColours[0], strokeWidth: 3 }),
        plot.dot(rows, {
          x: 'value',
          y: 'name',
          r: 5,
          fill: 'var(--surface)',
          stroke: seriesColours[0],
          strokeWidth: 3,
        }),
      ],
    })}
  />
);
