import { expect, it } from 'vitest';
import { createThrottle } from './throttle.ts';

function bench() {
  let now = 0;
  const timers: { at: number; run: () => void }[] = [];
  const sent: [number, number][] = [];
  const throttle = createThrottle<number, number>((value) => sent.push([now, value]), Object.is, 100, {
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
  expect(sent.length).toBeLessThanOrEqual(12);
  expect(sent.at(-1)).toEqual([1000, 100]);
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

it('does not send the final value again where it is the last that was sent', () => {
  const { throttle, sent, advance } = bench();
  throttle.push(5);
  advance(40);
  throttle.finish(5);
  advance(500);
  expect(sent.map(([, value]) => value)).toEqual([5]);
});

it('sends the same value again in the next movement: somebody else may have changed it meanwhile', () => {
  const { throttle, sent } = bench();
  throttle.push(5);
  throttle.finish(5);
  throttle.finish(5);
  expect(sent.map(([, value]) => value)).toEqual([5, 5]);
});
