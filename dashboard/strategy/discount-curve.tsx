// The curve of the discount: drawn here, without a chart library. It is a slider over the path, so that eye, pointer, finger and keyboard read it alike.
import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { CurvePoint } from '#lab/index.ts';
import { curveView, nearestStep } from './curve-view.ts';
import { stepText, type Step } from './discount-view.ts';
import { useSpeech } from './speech-context.ts';
import { useSize } from './use-size.ts';

interface DiscountCurveProps {
  readonly curve: readonly CurvePoint[];
  readonly names: readonly string[];
  readonly steps: readonly Step[];
}

export function DiscountCurve({ curve, names, steps }: DiscountCurveProps) {
  const speech = useSpeech();
  const { words } = speech;
  const { ref, width, height, fontSize } = useSize();
  const last = curve.length - 1;
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const at = Math.min(chosen ?? last, last);
  const step = steps[at];
  const view = curveView(curve, names, { width, height }, speech, fontSize / 12);
  const point = view.points[at];

  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      Home: 0,
      End: last,
      PageUp: at + 5,
      PageDown: at - 5,
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setChosen(Math.min(last, Math.max(0, next)));
  };
  const onPointer = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    setChosen(nearestStep(view, ((event.clientX - box.left) / box.width) * width));
  };

  return (
    <div className="st-curve">
      <div
        ref={ref}
        className="st-plot"
        role="slider"
        tabIndex={0}
        aria-label={words.curveLabel}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={at}
        aria-valuetext={step && `${step.title}. ${stepText(step, speech)}`}
        onKeyDown={onKeyDown}
        onPointerMove={onPointer}
        onPointerDown={onPointer}
        onPointerLeave={(event) => event.pointerType === 'mouse' && setChosen(undefined)}
      >
        {width > 0 && (
          <svg width={width} height={height} aria-hidden="true">
            {view.yTicks.map((tick) => (
              <g key={tick.label} className="st-grid" data-zero={tick.isZero || undefined}>
                <line x1={view.plot.left} x2={view.plot.right} y1={tick.y} y2={tick.y} />
                <text x={view.plot.left - 8} y={tick.y} textAnchor="end" dominantBaseline="central">
                  {tick.label}
                </text>
              </g>
            ))}
            {view.xTicks.map((tick) => (
              <text key={tick.x} className="st-tick" x={tick.x} y={view.plot.bottom + fontSize * 1.6} textAnchor="middle">
                {tick.lines.map((line, i) => (
                  <tspan key={line} x={tick.x} dy={i === 0 ? 0 : fontSize * 1.25}>
                    {line}
                  </tspan>
                ))}
              </text>
            ))}
            <path className="st-band" d={view.band} />
            <path className="st-zero" d={view.zero} />
            <path className="st-locked" d={view.locked} />
            <path className="st-own" d={view.own} />
            {view.points.length <= 40 &&
              view.points.map(({ n, x, own }) => <circle key={n} className="st-point" cx={x} cy={own} r={3.5} />)}
            {view.ends.map((end) => (
              <text key={end.line} className="st-end" data-line={end.line} x={view.plot.right + 9} y={end.y} dominantBaseline="central">
                {end.label}
              </text>
            ))}
            {point && (
              <g className="st-cursor">
                <line x1={point.x} x2={point.x} y1={point.zero} y2={point.own} />
                <circle cx={point.x} cy={point.own} r={6.5} />
              </g>
            )}
          </svg>
        )}
      </div>
      {step && (
        <p className="st-readout">
          <b>{step.title}</b>
          <span>
            <b>{step.own}</b>
            {step.did !== undefined && <small>{step.did}</small>}
          </span>
        </p>
      )}
      <ul className="st-legend">
        <li data-line="own">{words.curveOwn}</li>
        <li data-line="locked">{words.curveLocked}</li>
        <li data-line="zero">{words.curveZero}</li>
      </ul>
      <p className="st-small">
        {words.curveDevices} {words.curveHelp}
      </p>
    </div>
  );
}
