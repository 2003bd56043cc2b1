import fc from 'fast-check';
import { expect, test } from 'vitest';
import { airQuality, climate, defineDevice, power } from '../device.ts';
import { createManualClock, manualStart } from '../runtime/clock.ts';
import { createEngine } from '../runtime/engine.ts';
import type { DeviceType } from '../define-device.ts';
import { purifier } from '../catalog/purifier.ts';
import { lamp } from '../catalog/lamp.ts';
import { residents } from './day-plan.ts';
import { quantityNames } from './here.ts';
import type { Effects } from './here.ts';
import { createWorld } from './world.ts';
import type { WorldOptions } from './world.ts';

function home(options: Partial<WorldOptions> & { readonly start?: number } = {}) {
  const clock = createManualClock(options.start ?? manualStart);
  const world = createWorld({ clock, seed: 1, offset: 0, residents: [], ...options });
  const rooms = new Map<string, string>();
  const add = (serial: string, type: DeviceType, room: string) => {
    rooms.set(serial, room);
    const here = () => world.room(rooms.get(serial) ?? room);
    const engine = createEngine({ type, clock, seed: serial, here, onReport() {}, onEvent() {}, onFault() {} });
    engine.start();
    const leave = world.enter({ room: () => rooms.get(serial), effects: () => engine.effects() });
    const get = (property: string) => Number(engine.reports().find((report) => report.property === property)?.value);
    return { engine, leave, get, move: (to: string) => rooms.set(serial, to) };
  };
  world.start();
  return { clock, world, add };
}
type Added = ReturnType<ReturnType<typeof home>['add']>;
const set = ({ engine }: Added, service: string, property: string, value: boolean) =>
  engine.execute({ op: 'set', service, property, value }, { origin: 'phone' }, () => {});

const maker = { vendor: 'testworks', category: 'sensor', rev: 1, title: { en: 'Test', zh: '测试' } } as const;
const monitor = defineDevice({
  ...{ ...maker, model: 'test.monitor-1', tick: 5 },
  services: { air: airQuality(), climate: climate({ humidity: true }) },
  step({ air, climate }, _, { here }) {
    air.pm25 = here.pm25;
    climate.temperature = here.temperature;
    climate.humidity = here.humidity;
  },
});
/** Gives off whatever it is told to, while it is on. */
const source = (effects: Partial<Effects>) =>
  defineDevice({
    ...{ ...maker, model: 'test.source-1' },
    services: { power: power() },
    start: { power: { on: true } },
    effects: Object.fromEntries(
      quantityNames.map((name) => [name, ({ power }: { power: { on: boolean } }) => (power.on ? (effects[name] ?? 0) : 0)]),
    ),
  });

test('a purifier lowers what a monitor in the same room measures, and not in another; moved there, it does', () => {
  const { clock, world, add } = home();
  const [near, far] = [add('monitor-1', monitor, 'living-room'), add('monitor-2', monitor, 'bedroom')];
  const before = { near: near.get('pm25'), far: far.get('pm25') };
  const cleaner = add('purifier-1', purifier, 'living-room');
  clock.advance(1800);
  expect(near.get('pm25')).toBeLessThan(before.near * 0.5);
  expect(far.get('pm25')).toBeGreaterThan(before.far * 0.7);
  expect(Math.abs(near.get('pm25') - world.room('living-room').pm25)).toBeLessThan(1);
  const later = far.get('pm25');
  cleaner.move('bedroom');
  clock.advance(1800);
  expect(far.get('pm25')).toBeLessThan(later * 0.5);
  expect(near.get('pm25')).toBeGreaterThan(world.room('bedroom').pm25);
});

test('moving a device is a change of where it is; one that leaves has no effect left', () => {
  const { clock, world, add } = home();
  const device = add('lamp-1', lamp, 'living-room');
  set(device, 'light', 'on', true);
  clock.advance(10);
  expect(world.room('living-room').lux).toBeGreaterThan(15);
  device.move('bedroom');
  clock.advance(5);
  expect(world.room('living-room').lux).toBeLessThan(1);
  expect(world.room('bedroom').lux).toBeGreaterThan(20);
  device.leave();
  clock.advance(5);
  expect(world.room('bedroom').lux).toBeLessThan(1);
});

test('what cools a room is seen by the thermometer in it, and heats nothing elsewhere', () => {
  const july = Date.UTC(2026, 6, 15);
  const { clock, add } = home({ start: july });
  const [near, far] = [add('monitor-1', monitor, 'living-room'), add('monitor-2', monitor, 'study')];
  // Takes 2.6 kW out of the room for 800 W of electricity.
  add('cooler-1', source({ watts: 800, heat: -3400 }), 'living-room');
  clock.advance(1800);
  expect(near.get('temperature')).toBeLessThan(far.get('temperature') - 2);
});

test('a humidifier makes it damp, until the air is exchanged', () => {
  const { clock, add } = home();
  const sensor = add('monitor-1', monitor, 'bedroom');
  const before = sensor.get('humidity');
  const device = add('mist-1', source({ moisture: 300 }), 'bedroom');
  clock.advance(3600);
  const damp = sensor.get('humidity');
  expect(damp).toBeGreaterThan(before + 10);
  device.leave();
  clock.advance(6 * 3600);
  expect(sensor.get('humidity')).toBeLessThan(damp - 10);
});

test('in winter the heating holds about 20 °C everywhere, in summer a heater visibly matters', () => {
  const winter = home({ start: Date.UTC(2026, 0, 15), residents });
  winter.clock.advance(86_400);
  for (const { temperature } of winter.world.rooms()) {
    expect(temperature).toBeGreaterThan(18.5);
    expect(temperature).toBeLessThan(22);
  }
  const summer = home({ start: Date.UTC(2026, 6, 15) });
  summer.add('heater-1', source({ watts: 1500 }), 'bedroom');
  summer.clock.advance(3600);
  expect(summer.world.room('bedroom').temperature).toBeGreaterThan(summer.world.room('study').temperature + 2);
});

test('cooking fills the kitchen with particles, warmth and steam, the window takes them out again', () => {
  const { clock, world } = home({ residents });
  const kitchen = world.room('kitchen');
  const rise = { pm25: 0, temperature: 0, humidity: 0 };
  clock.advance(18.4 * 3600);
  const before = { ...kitchen };
  for (let k = 0; k < 90; k += 1) {
    clock.advance(60);
    for (const key of ['pm25', 'temperature', 'humidity'] as const) rise[key] = Math.max(rise[key], kitchen[key] - before[key]);
  }
  expect(rise.pm25).toBeGreaterThan(100);
  expect(rise.temperature).toBeGreaterThan(0.5);
  expect(rise.humidity).toBeGreaterThan(15);
  clock.advance(2 * 3600);
  expect(kitchen.pm25).toBeLessThan(before.pm25 + rise.pm25 / 3);
});

test('a room tells who is in it and what is open: the bedroom at night, the hall when they leave', () => {
  const { clock, world } = home({ residents });
  clock.advance(5);
  expect(world.room('bedroom')).toMatchObject({ people: 2, moving: false, windowOpen: false });
  expect(world.room('bedroom').present.map(({ name }) => name)).toEqual(['Lin', 'Chen']);
  const seen = { window: false, door: false, moving: false, elsewhere: false };
  for (let k = 0; k < 17_000; k += 1) {
    clock.advance(5);
    seen.window ||= world.room('bedroom').windowOpen;
    seen.door ||= world.room('hall').doorOpen;
    seen.elsewhere ||= world.room('bedroom').doorOpen;
    seen.moving ||= world.room('kitchen').moving;
  }
  expect(seen).toEqual({ window: true, door: true, moving: true, elsewhere: false });
});

test('the watts of all devices are the sum over the rooms, wherever they stand', () => {
  const places = ['living-room', 'bedroom', 'attic', 'hall'] as const;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...places), fc.double({ min: 0, max: 3000, noNaN: true })), { maxLength: 20 }),
      (devices) => {
        const { clock, world } = home();
        for (const [room, watts] of devices)
          world.enter({
            room: () => room,
            effects: () => ({ ...(Object.fromEntries(quantityNames.map((name) => [name, 0])) as Effects), watts }),
          });
        clock.advance(5);
        const drawn = devices.reduce((sum, [, watts]) => sum + watts, 0);
        const felt = world.rooms().reduce((sum, { watts }) => sum + watts, 0);
        expect(felt).toBeCloseTo(drawn, 6);
      },
    ),
    { numRuns: 30 },
  );
});

test('a room that nobody has heard of exists as soon as something is put there', () => {
  const { world } = home();
  expect(world.room('winter-garden')).toMatchObject({ id: 'winter-garden', floor: 16 });
});

test('another time of day moves nothing: plans and daylight follow, air and warmth stay', () => {
  const { clock, world } = home({ residents });
  clock.advance(3600);
  const room = world.room('living-room');
  const { pm25, temperature } = room;
  world.shift(11 * 60);
  expect(room.hour).toBeCloseTo(12, 9);
  expect(room).toMatchObject({ pm25, temperature });
  clock.advance(5);
  expect(room.lux).toBeGreaterThan(100);
  expect(Math.abs(room.temperature - temperature)).toBeLessThan(0.05);
  expect(room.day).toBe(Math.floor(manualStart / 86_400_000));
});

test('the outdoors can be held, and let go; warmer air with the same water is drier', () => {
  const { clock, world } = home();
  const free = { ...world.outdoors };
  world.hold({ pm25: 400, temperature: 40 });
  expect(world.outdoors).toMatchObject({ pm25: 400, temperature: 40, wind: free.wind });
  expect(world.outdoors.humidity).toBeLessThan(free.humidity);
  clock.advance(4 * 3600);
  expect(world.room('bedroom').pm25).toBeGreaterThan(100);
  expect(world.room('bedroom').temperature).toBeGreaterThan(23);
  world.hold(undefined);
  expect(world.outdoors.temperature).toBeLessThan(20);
});

test('the same seed and the same clock give the same trace of a whole day, who ever looks; another seed another', () => {
  function trace(seed: number, look: boolean): string[] {
    const { clock, world, add } = home({ seed, residents });
    const devices = [add('monitor-1', monitor, 'kitchen'), add('purifier-1', purifier, 'living-room'), add('lamp-1', lamp, 'bedroom')];
    const lines: string[] = [];
    for (let minute = 0; minute < 1440; minute += 1) {
      clock.advance(60);
      if (look) world.person('Lin');
      if (look && minute % 7 === 0) world.room('study');
      lines.push(JSON.stringify([world.rooms(), devices.map(({ engine }) => engine.reports())]));
    }
    return lines;
  }
  const first = trace(1, false);
  expect(trace(1, true)).toEqual(first);
  expect(trace(2, false)).not.toEqual(first);
});
