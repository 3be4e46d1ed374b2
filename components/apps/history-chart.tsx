import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { CountPoint } from '../../lib/cache/observed-rows.ts';
import { useMedia } from '../data/use-media.ts';
import { languageCode, writeNumber, writeTime } from '../ui/words.ts';
import { toPlot } from './history-series.ts';
import { useAppsWords } from './words.ts';

const height = 200;
const dayMs = 86_400_000;

/** The lines: told apart by their dashes as well as by colour. Colours are names of the theme. */
const lines = [
  { id: 'total', color: '--text-soft', dash: [6, 4], width: 1.5 },
  { id: 'assigned', color: '--accent', dash: [], width: 2 },
  { id: 'available', color: '--info', dash: [2, 3], width: 2 },
] as const;

const wholeSteps = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7].flatMap((power) => [power, 2 * power, 5 * power]);

/** Total, assigned and available over time; counts hold until the next reading, so lines go in steps. */
export function HistoryChart({ points }: { points: readonly CountPoint[] }) {
  const host = useRef<HTMLDivElement>(null);
  const [hovered, setHovered] = useState<number>();
  // Canvas has no style sheet: it is drawn anew in the colours of another theme.
  const theme = `${useMedia('(prefers-color-scheme: dark)')} ${useMedia('(prefers-contrast: more)')} ${useMedia('(forced-colors: active)')}`;
  const plotted = useMemo(() => toPlot(points), [points]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme's colours are read from the page
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const data: uPlot.AlignedData = [plotted.times, plotted.total, plotted.assigned, plotted.available];
    const options = optionsFor(element, plotted.times, setHovered);
    const plot = new uPlot(options, data, element);
    const watcher = new ResizeObserver(() => {
      if (element.clientWidth > 0) plot.setSize({ width: element.clientWidth, height });
    });
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      plot.destroy();
    };
  }, [plotted, theme]);

  return (
    <>
      <div ref={host} className="history-plot" />
      <Legend points={points} point={points[hovered ?? points.length - 1]} />
    </>
  );
}

/** What the lines are, with the numbers under the pointer, else the newest. */
function Legend({ points, point }: { points: readonly CountPoint[]; point: CountPoint | undefined }) {
  const t = useAppsWords();
  const drawn = lines.filter(({ id }) => points.some((one) => one[id] !== undefined));
  return (
    <figcaption className="history-legend small">
      {point ? <span className="soft">{writeTime(point.at)}</span> : null}
      {drawn.map(({ id, color, dash }) => (
        <span key={id} className="history-key">
          <svg width="20" height="4" aria-hidden>
            <line
              x1="0"
              x2="20"
              y1="2"
              y2="2"
              strokeWidth="2"
              strokeDasharray={dash.join(' ')}
              style={{ stroke: `var(${color})` }}
            />
          </svg>
          {t(`detail.counts.${id}`)}
          {point?.[id] === undefined ? null : <strong>{writeNumber(point[id])}</strong>}
        </span>
      ))}
    </figcaption>
  );
}

function optionsFor(
  element: HTMLElement,
  times: readonly number[],
  onHover: (index: number | undefined) => void,
): uPlot.Options {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const font = `12px ${style.fontFamily}`;
  const axis = {
    font,
    stroke: color('--text-soft'),
    grid: { stroke: color('--line'), width: 1 },
    ticks: { stroke: color('--line'), width: 1, size: 4 },
  };
  const write = writerFor(times);
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  return {
    width: element.clientWidth,
    height,
    legend: { show: false },
    cursor: { drag: { setScale: false, x: false, y: false }, points: { size: 6 } },
    scales: {
      // A change of few licences among many is not to look like a landslide: the axis begins at none.
      y: { range: (_, low, high) => [Math.min(low, 0), Math.max(high * 1.05, 1)] },
      x: { dir: style.direction === 'rtl' ? -1 : 1 },
    },
    axes: [
      { ...axis, space: 80, values: (_, splits) => splits.map((second) => write(second * 1000)) },
      {
        ...axis,
        size: 60,
        side: style.direction === 'rtl' ? 1 : 3,
        // Licences are whole.
        incrs: wholeSteps,
        values: (_, splits) => splits.map((value) => writeNumber(value)),
      },
    ],
    series: [
      {},
      ...lines.map(({ id, color: name, dash, width }) => ({
        label: id,
        stroke: color(name),
        width,
        dash: [...dash],
        points: { show: false },
        ...(stepped && { paths: stepped }),
      })),
    ],
    hooks: { setCursor: [(plot) => onHover(plot.cursor.idx ?? undefined)] },
  };
}

/** Times of day where the readings lie within two days, else dates. */
function writerFor(times: readonly number[]): (ms: number) => string {
  const span = ((times.at(-1) ?? 0) - (times[0] ?? 0)) * 1000;
  const format = new Intl.DateTimeFormat(
    languageCode,
    span < 2 * dayMs ? { hour: 'numeric', minute: 'numeric' } : { day: 'numeric', month: 'short' },
  );
  return (ms) => format.format(ms);
}
