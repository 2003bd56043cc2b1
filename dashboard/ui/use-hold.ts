import { useRef } from 'react';
import type { PointerEvent } from 'react';

const holdFor = 500;
/** A finger that moves further than this scrolls. */
const slack = 10;

/** Tap or hold: `onHold` after 500 ms of rest, and the click that follows a hold is swallowed. */
export function useHold(onHold: () => void) {
  const state = useRef<{ timer: ReturnType<typeof setTimeout> | undefined; x: number; y: number; held: boolean }>({
    timer: undefined,
    x: 0,
    y: 0,
    held: false,
  });
  const stop = () => clearTimeout(state.current.timer);
  return {
    onPointerDown: (event: PointerEvent) => {
      const timer = setTimeout(() => {
        state.current.held = true;
        onHold();
      }, holdFor);
      state.current = { timer, x: event.clientX, y: event.clientY, held: false };
    },
    onPointerMove: (event: PointerEvent) => {
      if (Math.hypot(event.clientX - state.current.x, event.clientY - state.current.y) > slack) stop();
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    onPointerLeave: stop,
    onContextMenu: (event: { preventDefault: () => void }) => event.preventDefault(),
    /** true once after a hold: the click belongs to it. */
    wasHeld: () => {
      const { held } = state.current;
      state.current.held = false;
      return held;
    },
  };
}
