// An arc of three quarters of a circle: how far a number is along its range, and a mark for another number on the same range.
interface GaugeProps {
  /** 0 to 1 */
  readonly share: number;
  /** 0 to 1: a second number, drawn as a tick. */
  readonly mark?: number | undefined;
  readonly children: React.ReactNode;
}

const radius = 86;
const length = 2 * Math.PI * radius;
const sweep = 0.75;
const clamp = (share: number) => Math.min(1, Math.max(0, share));

/** The numbers are text in its middle; the arc repeats them, so it is hidden from assistive technology. */
export function Gauge({ share, mark, children }: GaugeProps) {
  return (
    <div className="gauge">
      <svg viewBox="0 0 200 176" aria-hidden="true">
        <g transform="rotate(135 100 100)">
          <circle className="gauge-track" cx="100" cy="100" r={radius} strokeDasharray={`${sweep * length} ${length}`} />
          <circle
            className="gauge-fill"
            cx="100"
            cy="100"
            r={radius}
            strokeDasharray={`${Math.max(0.001, sweep * clamp(share)) * length} ${length}`}
          />
          {mark !== undefined && (
            <line className="gauge-mark" x1="176" y1="100" x2="196" y2="100" transform={`rotate(${270 * clamp(mark)} 100 100)`} />
          )}
        </g>
      </svg>
      <div className="gauge-text">{children}</div>
    </div>
  );
}
