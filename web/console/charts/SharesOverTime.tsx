import { Chart, seriesColours } from './Chart.tsx';

/** The share that a variant has from an instant on. */
export interface ShareFrom {
  from: string;
  variant: string;
  share: number;
}

/** How the users are split over time: each share holds until the next. */
export const SharesOverTime = ({ title, rows, variants }: { title: string; rows: ShareFrom[]; variants: string[] }) => (
  <Chart
    title={title}
    of={rows}
    draw={(plot) => ({
      marginRight: 96,
      x: { type: 'utc', label: null },
      y: { grid: true, percent: true, domain: [0, 100], label: '% of users' },
      color: { domain: variants, range: seriesColours },
      marks: [
        plot.lineY(rows, {
          x: ({ from }: ShareFrom) => new Date(from),
          y: 'share',
          stroke: 'variant',
          strokeWidth: 2,
          curve: 'step-after',
        }),
        plot.text(
          rows,
          plot.selectLast({
            x: ({ from }: ShareFrom) => new Date(from),
            y: 'share',
            z: 'variant',
            text: 'variant',
            fill: 'variant',
            textAnchor: 'start',
            dx: 6,
          }),
        ),
      ],
    })}
  />
);
