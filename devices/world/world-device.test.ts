import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { revisionFaults } from '#protocol/revisions.ts';
import { parseSpec } from '#protocol/spec.ts';
import type { Value } from '#protocol/values.ts';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import { refuse } from '../define-device.ts';
import { createHomeClock, createManualClock, manualStart } from '../runtime/clock.ts';
import { createEngine } from '../runtime/engine.ts';
import type { Outcome, Snapshot } from '../runtime/engine-types.ts';
import { controlsOf } from './controls.ts';
import { writeTypeBook } from './type-book.ts';
import { createWorldDevice } from './world-device.ts';
import { createWorld } from './world.ts';

const titles = { lamp: { en: 'Desk lamp', zh: '台灯' }, fan: { en: 'Fan', zh: '风扇' } };

/** The device in a real world, on a home clock over a manual wall. */
function home(snapshot?: Snapshot) {
  const wall = createManualClock(manualStart);
  const clock = createHomeClock(wall, 1, manualStart);
  const world = createWorld({ clock, seed: 1, offset: 0 });
  const delivered: string[] = [];
  const controls = controlsOf(world, clock, (type) => {
    if (type === 'fan') throw refuse('No room', '没有地方');
    delivered.push(type);
    return { serial: 'lamp-abcdef', setupCode: '01234567' };
  });
  const faults: unknown[] = [];
  const engine = createEngine({
    type: createWorldDevice({ rev: 1, titles }),
    ...{ clock, seed: '1', here: () => controls, snapshot, onReport() {}, onEvent() {} },
    onFault: (fault) => faults.push(fault),
  });
  world.start();
  engine.start();
  const answers: Outcome[] = [];
  const ask = (what: Parameters<typeof engine.execute>[0]): Outcome | undefined => {
    engine.execute(what, { origin: 'phone' }, (outcome) => answers.push(outcome));
    return answers.at(-1);
  };
  return {
    ...{ wall, clock, world, engine, delivered, faults },
    set: (service: string, property: string, value: Value) => ask({ op: 'set', service, property, value }),
    deliver: (type: string) => ask({ op: 'action', service: 'deliveries', action: 'deliver', in: { type } }),
    get: (service: string, property: string) =>
      engine.reports().find((report) => report.service === service && report.property === property)?.value,
  };
}

test('it shows the weather, and follows it', () => {
  const { wall, world, get, faults } = home();
  expect(get('outdoors', 'pm25')).toBe(Math.round(world.outdoors.pm25));
  wall.advance(6 * 3600);
  expect(Number(get('outdoors', 'temperature'))).toBeCloseTo(world.outdoors.temperature, 0);
  expect(get('time', 'hour')).toBe(6);
  expect(faults).toEqual([]);
});

test('a slider takes hold of the outdoors, the switch lets it go', () => {
  const { wall, world, set, get } = home();
  set('outdoors', 'pm25', 400);
  expect(world.outdoors.pm25).toBe(400);
  expect(get('outdoors', 'weather')).toBe(false);
  set('outdoors', 'temperature', 35);
  wall.advance(3600);
  expect(world.outdoors).toMatchObject({ pm25: 400, temperature: 35 });
  set('outdoors', 'weather', true);
  expect(world.outdoors.pm25).toBeLessThan(200);
  expect(get('outdoors', 'pm25')).toBe(Math.round(world.outdoors.pm25));
});

test('another time of day is another time of day, and nothing jumps; after a restart it is still ahead', () => {
  const { wall, clock, world, set, engine } = home();
  const room = world.room('living-room');
  const { temperature, pm25 } = room;
  set('time', 'hour', 12);
  expect(world.hour).toBeCloseTo(12, 6);
  expect(room).toMatchObject({ temperature, pm25 });
  expect(clock.now()).toBe(manualStart);
  wall.advance(1800);
  expect(world.hour).toBeCloseTo(12.5, 6);
  expect(home(engine.snapshot()).world.hour).toBeCloseTo(12, 6);
});

test('speed and pause: commands are still answered while time stands still', () => {
  const { wall, clock, set, get } = home();
  set('time', 'speed', 600);
  wall.advance(60);
  expect(clock.now() - manualStart).toBeCloseTo(36_000_000, 0);
  set('time', 'paused', true);
  const stood = clock.now();
  wall.advance(60);
  expect(set('outdoors', 'pm25', 200)).toMatchObject({ ok: true });
  expect(clock.now()).toBe(stood);
  expect(get('time', 'paused')).toBe(true);
  set('time', 'paused', false);
  set('time', 'speed', 1);
  wall.advance(10);
  expect(clock.now() - stood).toBeCloseTo(10_000, 0);
});

test('a delivery answers with what is on the box; what cannot be delivered is refused in words', () => {
  const { deliver, delivered, get } = home();
  expect(deliver('lamp')).toEqual({ ok: true, result: { serial: 'lamp-abcdef', 'setup-code': '01234567' } });
  expect(delivered).toEqual(['lamp']);
  expect(get('deliveries', 'count')).toBe(1);
  expect(deliver('fan')).toMatchObject({ ok: false, error: { code: 'WRONG_STATE' } });
  expect(deliver('toaster')).toMatchObject({ ok: false, error: { code: 'BAD_ENUM' } });
  expect(get('deliveries', 'count')).toBe(1);
});

test('every slider takes both its ends, and its spec is one that a hub accepts', () => {
  const { set, faults } = home();
  const { spec } = createWorldDevice({ rev: 1, titles });
  expect(parseSpec(JSON.parse(JSON.stringify(spec)))).toEqual({ ok: true, spec, dropped: [] });
  for (const [service, { properties }] of Object.entries(spec.services))
    for (const [property, schema] of Object.entries(properties))
      if (schema.access.includes('write') && 'range' in schema && schema.range)
        for (const value of [schema.range.min, schema.range.max]) expect(set(service, property, value)).toMatchObject({ ok: true });
  expect(faults).toEqual([]);
});

test('the list of types grows by revisions that a hub accepts, keeps what is gone, and rises with a change alone', () => {
  const path = join(tempFolder(), 'types.json');
  const specOf = (present: typeof titles | object) => createWorldDevice(writeTypeBook(path, { ...present })).spec;
  const first = specOf({ lamp: titles.lamp });
  expect(specOf({ lamp: titles.lamp })).toEqual(first);
  const more = specOf(titles);
  expect(more.rev).toBe(first.rev + 1);
  expect(revisionFaults(first, more)).toEqual([]);
  const fewer = specOf({ fan: titles.fan });
  expect(fewer).toEqual(more);
  const renamed = specOf({ fan: { en: 'Standing fan', zh: '落地扇' } });
  expect(renamed.rev).toBe(more.rev + 1);
  expect(revisionFaults(more, renamed)).toEqual([]);
  writeFileSync(path, '{"v":1}');
  expect(() => specOf(titles)).toThrow('types.json is damaged');
});

test('it lists what it can deliver by title, whatever the files are called', () => {
  const { spec } = createWorldDevice({ rev: 1, titles: { ...titles, aaa: { en: 'Zebra crossing', zh: '斑马线' } } });
  const type = spec.services.deliveries?.actions.deliver?.in.type;
  expect(type?.format === 'enum' && Object.values(type.values).map(({ en }) => en)).toEqual(['Desk lamp', 'Fan', 'Zebra crossing']);
});
