interface RingProps {
  /** 0 to 1 */
  readonly share: number;
  readonly text: string;
  readonly note: string;
  /** A second line below the note. */
  readonly verdict?: string;
  readonly size?: number;
}

/** A gauge: one number in a ring. The number is text; the ring only repeats it, so it is hidden from assistive technology. */
export function Ring({ share, text, note, verdict, size = 118 }: RingProps) {
  const radius = 50;
  const length = 2 * Math.PI * radius;
  const filled = Math.max(0.001, Math.min(1, share)) * length;
  return (
    <span className="ring" style={{ width: size, height: size }}>
      <svg viewBox="0 0 118 118" aria-hidden="true">
        <circle className="ring-track" cx="59" cy="59" r={radius} />
        <circle className="ring-fill" cx="59" cy="59" r={radius} strokeDasharray={`${filled} ${length}`} transform="rotate(-90 59 59)" />
      </svg>
      <span className="ring-text">
        <b>{text}</b>
        <small>{note}</small>
        {verdict !== undefined && <small>{verdict}</small>}
      </span>
    </span>
  );
}
