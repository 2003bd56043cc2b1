import { expect, test } from 'vitest';
import { createManualClock } from '../runtime/clock.ts';
import { createEngine } from '../runtime/engine.ts';
import type { DeviceType } from '../define-device.ts';
import { purifier } from '../catalog/purifier.ts';
import { lamp } from '../catalog/lamp.ts';
import { personAt } from './person.ts';
import { createWorld } from './world.ts';

function home() {
  const clock = createManualClock();
  const world = createWorld({ clock, seed: 1, offset: 0, people: [] });
  const rooms = new Map<string, string>();
  const add = (serial: string, type: DeviceType, room: string) => {
    rooms.set(serial, room);
    const here = () => world.room(rooms.get(serial) ?? room);
    const engine = createEngine({ type, clock, seed: serial, here, onReport() {}, onEvent() {}, onFault() {} });
    engine.start();
    const leave = world.enter({ room: () => rooms.get(serial), effects: () => engine.effects() });
    return { engine, leave, move: (to: string) => rooms.set(serial, to) };
  };
  world.start();
  return { clock, world, add };
}

test('a purifier cleans the room that it stands in, for everything in that room, and no other', () => {
  const { clock, world, add } = home();
  const [living, bedroom] = [world.room('living-room'), world.room('bedroom')];
  const before = { living: living.pm25, bedroom: bedroom.pm25 };
  add('purifier-1', purifier, 'living-room');
  const neighbour = add('purifier-2', purifier, 'living-room');
  neighbour.engine.execute({ op: 'set', service: 'power', property: 'on', value: false }, { origin: 'phone' }, () => {});
  clock.advance(1800);
  expect(living.pm25).toBeLessThan(before.living * 0.5);
  expect(bedroom.pm25).toBeGreaterThan(before.bedroom * 0.7);
  const seen = neighbour.engine.reports().find(({ property }) => property === 'pm25');
  expect(Math.abs(Number(seen?.value) - living.pm25)).toBeLessThan(1);
});

test('moving a device is a change of where it is; one that leaves has no effect left', () => {
  const { clock, world, add } = home();
  world.room('bedroom');
  const device = add('lamp-1', lamp, 'living-room');
  device.engine.execute({ op: 'set', service: 'light', property: 'on', value: true }, { origin: 'phone' }, () => {});
  clock.advance(10);
  expect(world.room('living-room').lux).toBeGreaterThan(20);
  device.move('bedroom');
  clock.advance(5);
  expect(world.room('living-room').lux).toBeLessThan(1);
  expect(world.room('bedroom').lux).toBeGreaterThan(20);
  device.leave();
  clock.advance(5);
  expect(world.room('bedroom').lux).toBeLessThan(1);
});

test('a room that nobody has heard of exists as soon as something is put there', () => {
  const { world } = home();
  expect(world.room('winter-garden')).toMatchObject({ id: 'winter-garden', floor: 16 });
});

test('a person sleeps at night, wakes by day, and every day is a little different and always the same', () => {
  const monday = Date.UTC(2026, 2, 2);
  const at = (hour: number, day = 0) => personAt('1 wearer', monday + day * 86_400_000 + hour * 3_600_000, 0);
  expect(at(3)).toMatchObject({ asleep: true, cadence: 0, room: 'bedroom' });
  expect(at(12)).toMatchObject({ asleep: false, room: null });
  expect(at(20).room).toBe('living-room');
  expect(at(12, 5).room).toBe('living-room'); // Saturday
  expect(at(3).pulse).toBeLessThan(at(12).pulse);
  expect(at(15.3)).toEqual(at(15.3));
  const wakes = (day: number) =>
    Array.from({ length: 24 * 60 }, (_, minute) => minute).find((minute) => minute > 240 && !at(minute / 60, day).asleep);
  expect(new Set([0, 1, 2, 3].map(wakes)).size).toBeGreaterThan(1);
  let steps = 0;
  for (let minute = 0; minute < 1440; minute += 1) steps += at(minute / 60).cadence;
  expect(steps).toBeGreaterThan(2_000);
  expect(steps).toBeLessThan(20_000);
});
