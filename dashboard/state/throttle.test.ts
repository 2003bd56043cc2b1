import { expect, it } from 'vitest';
import { createThrottle } from './throttle.ts';

function bench() {
  let now = 0;
  const timers: { at: number; run: () => void }[] = [];
  const sent: [number, number, boolean][] = [];
  const throttle = createThrottle<number>((value, final) => sent.push([now, value, final]), 100, {
    now: () => now,
    after: (ms, run) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
  });
  const advance = (ms: number) => {
    for (const end = now + ms; now < end; now += 1) for (const timer of timers.filter((one) => one.at <= now)) timer.run();
  };
  return { throttle, sent, advance };
}

it('sends at most ten messages a second, and the final value at once', () => {
  const { throttle, sent, advance } = bench();
  for (let k = 0; k < 100; k += 1) {
    throttle.push(k);
    advance(10);
  }
  throttle.finish(100);
  expect(sent.filter(([, , final]) => !final).length).toBeLessThanOrEqual(11);
  expect(sent.at(-1)).toEqual([1000, 100, true]);
  advance(500);
  expect(sent.at(-1)?.[1]).toBe(100);
});

it('sends the last waiting value even if the finger rests', () => {
  const { throttle, sent, advance } = bench();
  throttle.push(1);
  throttle.push(2);
  throttle.push(3);
  advance(200);
  expect(sent.map(([, value]) => value)).toEqual([1, 3]);
});
