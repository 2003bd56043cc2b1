// The last hour as a chart. Loaded with the first sheet, not with the page.
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Member } from '../state/facts.ts';
import { wordError } from '../language/error-words.ts';
import { formatClock, formatNumber, decimalsOf } from '../language/format.ts';
import { useLanguage, useSettings } from '../state/settings.ts';
import { axisEnds, isStepped, withJumps } from './chart-shape.ts';
import { useHistory } from './history.ts';
import type { Point } from './series.ts';
import { useWords } from '../language/dictionary.ts';

const height = 168;

/** The last hour; of a home that is younger, its life so far, but five minutes at least: seconds are no line. Seconds since 1970. */
function lastHour(first: number | null, latest: number | null): [number, number] {
  const end = Math.max(latest ?? 0, Date.now() / 1000);
  return [Math.max(end - 3600, Math.min(first ?? end, end - 300)), end];
}
/** A value holds until the next report: drawn to its end, so that one report alone is a line too. */
function heldUntilNow(points: readonly Point[]): readonly Point[] {
  const last = points.at(-1);
  return last && last[0] < Date.now() ? [...points, [Date.now(), last[1]]] : points;
}

export function HistoryChart({ did, member }: { readonly did: string; readonly member: Member }) {
  const words = useWords();
  const language = useLanguage();
  const theme = useSettings((settings) => settings.theme);
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const { points, error, retry } = useHistory(did, member);
  const decimals = decimalsOf(member.spec);
  const { spec } = member;
  const isByStep = isStepped(spec);

  useEffect(() => {
    const box = host.current;
    if (!box) return;
    // Canvas knows no custom properties: colours are read where CSS has resolved them.
    const style = getComputedStyle(box);
    const [ink, line] = [style.color, style.outlineColor];
    const axis = { stroke: ink, font: `500 11px ${style.fontFamily}`, ticks: { show: false }, border: { show: false } };
    const chart = new uPlot(
      {
        width: box.clientWidth,
        height,
        // The right: half of a label of time.
        padding: [10, 18, 0, 0],
        legend: { show: false },
        cursor: { y: false, points: { size: 8, fill: line } },
        scales: {
          // Where the hub's clock runs ahead, the hour until its latest report.
          x: { time: true, range: (_chart, low, high) => lastHour(low, high) },
          y: {
            range: (_chart, low, high) => axisEnds(spec, low, high),
          },
        },
        axes: [
          {
            ...axis,
            grid: { show: false },
            size: 26,
            space: 70,
            values: (_chart, splits) => splits.map((second) => formatClock(second * 1000, language)),
          },
          {
            ...axis,
            grid: { stroke: `color-mix(in srgb, ${ink} 14%, transparent)`, width: 1 },
            size: 44,
            space: 34,
            values: (_chart, splits) =>
              splits.map((value) => formatNumber(value, Number.isInteger(value) ? 0 : Math.max(1, decimals), language)),
          },
        ],
        series: [
          {},
          {
            stroke: line,
            width: 2,
            points: { show: false },
            fill: `color-mix(in srgb, ${line} 12%, transparent)`,
            ...(isByStep && uPlot.paths.stepped ? { paths: uPlot.paths.stepped({ align: 1 }) } : {}),
          },
        ],
      },
      [[], []],
      box,
    );
    plot.current = chart;
    const resize = new ResizeObserver(() => chart.setSize({ width: box.clientWidth, height }));
    resize.observe(box);
    return () => {
      resize.disconnect();
      chart.destroy();
      plot.current = null;
    };
  }, [decimals, isByStep, spec, language, theme, member.key]);

  useEffect(() => {
    if (!points) return;
    const held = heldUntilNow(isByStep ? points : withJumps(points, spec));
    plot.current?.setData([held.map(([ms]) => ms / 1000), held.map(([, value]) => value)]);
  }, [points, isByStep, spec, theme, language, member.key]);

  const values = points?.map(([, value]) => value) ?? [];
  const summary =
    values.length > 0
      ? words.historyRange(formatNumber(Math.min(...values), decimals, language), formatNumber(Math.max(...values), decimals, language))
      : undefined;
  return (
    <figure className="chart" aria-label={`${member.spec.title[language]}, ${words.history}${summary === undefined ? '' : `: ${summary}`}`}>
      <div ref={host} aria-hidden="true" />
      {points?.length === 0 && <figcaption>{words.noHistory}</figcaption>}
      {error && (
        <figcaption role="alert">
          {words.historyFailed} {wordError({ code: error.code, say: error.detail.say }, language)}{' '}
          <button type="button" className="text-button" onClick={retry}>
            {words.retry}
          </button>
        </figcaption>
      )}
    </figure>
  );
}
