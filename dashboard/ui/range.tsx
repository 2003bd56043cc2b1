import type { CSSProperties, KeyboardEvent } from 'react';

const steps: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

interface RangeProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number | 'any';
  /** What assistive technology says for the value, with its unit. */
  readonly valueText: string;
  /** Where the value is on its way to, if it is moving. */
  readonly target?: number | undefined;
  readonly isDisabled?: boolean;
  /** A CSS background for the track, such as a scale of colours, instead of the fill. */
  readonly track?: string;
  readonly onInput: (value: number) => void;
  readonly onCommit: (value: number) => void;
}

/** A slider: a native range input, with a fill and a mark for where the value is on its way to. */
export function Range({ label, value, min, max, step, valueText, target, isDisabled = false, track, onInput, onCommit }: RangeProps) {
  const share = (number: number) => `${max > min ? (Math.min(Math.max(number, min), max) - min) / (max - min) : 0}`;
  // A key steps from where the value is going: stepped from where a fade has come to, three presses would make one step.
  const stepFromTarget = (event: KeyboardEvent) => {
    const way = steps[event.key];
    if (way === undefined || target === undefined || step === 'any') return;
    event.preventDefault();
    onInput(Math.min(max, Math.max(min, target + way * step)));
  };
  const style = {
    '--share': share(value),
    '--target': share(target ?? value),
    ...(track === undefined ? {} : { '--track': track }),
  } as CSSProperties;
  return (
    <span
      className="range"
      style={style}
      data-track={track === undefined ? undefined : 'scale'}
      data-moving={target !== undefined || undefined}
    >
      <input
        type="range"
        aria-label={label}
        aria-valuetext={valueText}
        min={min}
        max={max}
        step={step}
        value={value}
        disabled={isDisabled}
        onChange={(event) => onInput(event.target.valueAsNumber)}
        onKeyDown={stepFromTarget}
        onPointerUp={(event) => onCommit(event.currentTarget.valueAsNumber)}
        onPointerCancel={(event) => onCommit(event.currentTarget.valueAsNumber)}
        onKeyUp={(event) => onCommit(event.currentTarget.valueAsNumber)}
      />
    </span>
  );
}
