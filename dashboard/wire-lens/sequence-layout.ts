// Where everything of a sequence diagram stands, in px. Pure: the component only draws it.
import type { Followed, Place, Step } from './followed.ts';

export interface Arrow {
  readonly step: Step;
  readonly y: number;
  readonly x1: number;
  readonly x2: number;
}
/** A stay at one place, between two arrows, with its duration in ms. */
export interface Stay {
  readonly at: Place;
  readonly x: number;
  readonly y1: number;
  readonly y2: number;
  readonly ms: number;
}
export interface Layout {
  readonly height: number;
  readonly x: Readonly<Record<Place, number>>;
  readonly top: number;
  readonly arrows: readonly Arrow[];
  readonly stays: readonly Stay[];
  /** Where the time on the line between hub and device is told, below the command's arrow. */
  readonly line: { readonly x: number; readonly y: number; readonly ms: number } | undefined;
}

const top = 42;
const pitch = 50;
/** The room of the line's own time. */
const lineRoom = 22;

/** `width` in px. The lifelines leave room at both sides for the durations that stand there. */
export function layOut({ steps, spent }: Followed, width: number): Layout {
  const edge = Math.min(64, width * 0.16);
  const x = { phone: edge, hub: width / 2, device: width - edge };
  const sent = steps.findIndex(({ row: { kind } }) => kind === 'cmd');
  const told = sent < 0 ? undefined : spent.deviceLine;
  const isBelow = (k: number): boolean => told !== undefined && k > sent;
  const yAt = (k: number): number => top + 34 + k * pitch + (isBelow(k) ? lineRoom : 0);
  const arrows = steps.map((step, k): Arrow => ({ step, y: yAt(k), x1: x[step.from], x2: x[step.to] }));
  const yOf = (kind: string): number | undefined => arrows.find(({ step }) => step.row.kind === kind)?.y;
  const [request, cmd, res, reply] = ['request', 'cmd', 'res', 'reply'].map(yOf);
  const stay = (at: Place, y1: number | undefined, y2: number | undefined, ms: number | undefined): Stay[] =>
    y1 === undefined || y2 === undefined || ms === undefined || y2 <= y1 ? [] : [{ at, x: x[at], y1, y2, ms }];
  return {
    height: yAt(Math.max(1, steps.length)) - 4,
    x,
    top,
    arrows,
    line: told === undefined ? undefined : { x: (x.hub + x.device) / 2, y: yAt(sent) + 32, ms: told },
    stays: [
      ...stay('phone', request, reply, spent.trip),
      // With a device between, the hub has the command twice; without, once.
      ...(cmd === undefined
        ? stay('hub', request, reply, spent.hub)
        : [...stay('hub', request, cmd, spent.before), ...stay('hub', res, reply, spent.after)]),
      ...stay('device', cmd, res, spent.device),
    ],
  };
}
