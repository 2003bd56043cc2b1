import { expect, test } from 'vitest';
import { createManualClock } from './clock.ts';
import type { EngineReport } from './engine-types.ts';
import { createPace } from './pace.ts';

function line() {
  const wall = createManualClock(0);
  const state = { speed: 1, crowded: false, open: true };
  const sent: [number, number][] = [];
  let value = 0;
  const report = (kind: 'simulation' | 'command' = 'simulation'): EngineReport => ({
    ...{ service: 'air', property: 'pm25', value, volatile: false, by: { kind } },
  });
  const pace = createPace({
    ...{ wall, isOpen: () => state.open, isCrowded: () => state.crowded, isHastened: () => state.speed > 1 },
    all: () => [report()],
    send: ({ value }) => sent.push([wall.monotonic(), Number(value)]),
  });
  const change = (to: number, kind?: 'simulation' | 'command'): void => {
    value = to;
    pace(report(kind));
  };
  return { wall, state, sent, change };
}

test('in real time every change goes out at once', () => {
  const { sent, change } = line();
  for (const value of [1, 2, 3]) change(value);
  expect(sent.map(([, value]) => value)).toEqual([1, 2, 3]);
});

test('in a hastened home a property goes out a few times a second, and the last value always arrives', () => {
  const { wall, state, sent, change } = line();
  state.speed = 600;
  for (let value = 1; value <= 1000; value += 1) {
    change(value);
    wall.advance(0.005);
  }
  expect(sent.length).toBeLessThan(45);
  expect(sent.length).toBeGreaterThan(15);
  wall.advance(1);
  expect(sent.at(-1)?.[1]).toBe(1000);
  const values = sent.map(([, value]) => value);
  expect(values).toEqual([...values].sort((a, b) => a - b));
});

test('what a command changed does not wait, and is not sent a second time', () => {
  const { wall, state, sent, change } = line();
  state.speed = 600;
  change(1);
  change(2);
  change(3, 'command');
  expect(sent.map(([, value]) => value)).toEqual([1, 3]);
  wall.advance(1);
  expect(sent.map(([, value]) => value)).toEqual([1, 3]);
});

test('where the hub does not keep up the latest waits until it does; a closed line is not spoken on', () => {
  const { wall, state, sent, change } = line();
  state.crowded = true;
  change(1);
  change(2, 'command');
  wall.advance(5);
  expect(sent).toEqual([]);
  state.crowded = false;
  wall.advance(1);
  expect(sent.map(([, value]) => value)).toEqual([2]);
  state.crowded = true;
  change(3);
  state.open = false;
  state.crowded = false;
  wall.advance(5);
  expect(sent).toHaveLength(1);
});
