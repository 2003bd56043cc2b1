// How often a device's values go out. Where the hub does not keep up, and where the home lives faster than real time, changes
// wait a moment and only the latest of each property is sent: the last value always arrives.
import type { EngineReport } from './engine-types.ts';
import type { WallClock } from './clock.ts';

/** Real ms. In a home at 600x a value may change 120 times a second, for every device; a person sees four. */
const moment = 250;

export interface PaceOptions {
  readonly wall: WallClock;
  /** There is a connection to send on. */
  readonly isOpen: () => boolean;
  /** It does not get rid of what was sent. */
  readonly isCrowded: () => boolean;
  /** The home lives faster than real time. */
  readonly isHastened: () => boolean;
  /** Every property as it is now. */
  readonly all: () => readonly EngineReport[];
  readonly send: (report: EngineReport) => void;
}

const keyOf = ({ service, property }: EngineReport): string => `${service}.${property}`;

/** Returns what takes each report. What a command or a hand has changed never waits for a hastened home. */
export function createPace({ wall, isOpen, isCrowded, isHastened, all, send }: PaceOptions): (report: EngineReport) => void {
  const sentAt = new Map<string, number>();
  const late = new Set<string>();

  function sendLate(): void {
    if (!isOpen()) return late.clear();
    if (isCrowded()) return void wall.after(moment, sendLate);
    for (const report of all()) {
      if (!late.has(keyOf(report))) continue;
      sentAt.set(keyOf(report), wall.monotonic());
      send(report);
    }
    late.clear();
  }

  return (report) => {
    const key = keyOf(report);
    const isHasty = isHastened() && report.by.kind === 'simulation' && wall.monotonic() - (sentAt.get(key) ?? -Infinity) < moment;
    if (!isHasty && !isCrowded()) {
      late.delete(key);
      if (isHastened()) sentAt.set(key, wall.monotonic());
      return send(report);
    }
    if (late.size === 0) wall.after(moment, sendLate);
    late.add(key);
  };
}
