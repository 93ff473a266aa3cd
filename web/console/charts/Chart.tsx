import type * as Plot from '@observablehq/plot';
import { useEffect, useRef, useState } from 'react';

/** The library is a third of the console's script, so it comes with the first chart. */
export type PlotLibrary = typeof Plot;
let library: Promise<PlotLibrary> | undefined;
const loadLibrary = (): Promise<PlotLibrary> => (library ??= import('@observablehq/plot'));

/** The colour of each series, told apart by people with colour blindness (Okabe and Ito 2008), in both themes. */
export const seriesColours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'];

interface ChartProps {
  /** The one thing that it says. */
  title: string;
  /** What is drawn, by what the library offers. */
  draw(plot: PlotLibrary): Plot.PlotOptions;
  /** Changes with what is drawn. */
  of: unknown;
}

/** A picture of figures that stand in a table beside it, which is what screen readers are given. */
export function Chart({ title, draw, of }: ChartProps) {
  const field = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => {
    const element = field.current!;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const newest = useRef(draw);
  newest.current = draw;
  const key = JSON.stringify(of);
  useEffect(() => {
    if (width === 0) return;
    let isCurrent = true;
    void loadLibrary().then((plot) => {
      if (!isCurrent) return;
      const picture = plot.plot({
        width,
        height: 240,
        marginLeft: 56,
        style: { fontSize: '12px' },
        ...newest.current(plot),
      });
      field.current?.replaceChildren(picture);
      setDrawn(true);
    });
    return () => {
      isCurrent = false;
    };
  }, [width, key]);
  return (
    <figure className="chart" aria-busy={!isDrawn}>
      <figcaption>{title}</figcaption>
      <div ref={field} aria-hidden />
    </figure>
  );
}
