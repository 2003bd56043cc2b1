import { sparkPath } from './spark-path.ts';

/** A small line beside a number: its shape, without axes. Decoration of a value that stands in text. */
export function Sparkline({ points }: { readonly points: readonly (readonly [number, number])[] }) {
  return (
    <svg className="spark" viewBox="0 0 100 28" preserveAspectRatio="none" aria-hidden="true">
      <path d={sparkPath(points)} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
