// What the compiler says of plausible mistakes: each @ts-expect-error is a test (npx tsc --noEmit), and most are refused at
// run time too, because a device file may run without ever being type-checked.
import { expect, test } from 'vitest';
import { OmniError } from '#protocol/errors.ts';
import { parseSpec } from '#protocol/spec.ts';
import {
  airQuality,
  battery,
  bool,
  defineDevice,
  drain,
  duration,
  enumOf,
  event,
  fan,
  filter,
  int,
  light,
  ownService,
  power,
  refuse,
  action,
} from './device.ts';
import { simulate } from './simulate.ts';
import { band } from './catalog/band.ts';
import { lamp } from './catalog/lamp.ts';
import { purifier } from './catalog/purifier.ts';

const head = { model: 'test.thing', vendor: 'test', category: 'test', rev: 1, title: { en: 'Thing', zh: '东西' } };
const feeder = () =>
  ownService('Feeder', '喂食器', {
    properties: { portions: int('Portions', '份数', { range: [0, 10] }), busy: bool('Busy', '忙') },
    actions: {
      feed: action('Feed', '喂食', { in: { portions: int('Portions', '份数', { range: [1, 5] }) }, out: { left: int('Left', '剩余') } }),
    },
    events: { fed: event('Fed', '已喂食', { args: { portions: int('Portions', '份数') } }) },
  });

/** Definitions that must not compile; they are never called. */
export const mistakes = [
  () =>
    defineDevice({
      ...head,
      services: { power: power() },
      step({ power }) {
        // @ts-expect-error no such property
        power.onn = true;
      },
    }),
  () =>
    defineDevice({
      ...head,
      services: { fan: fan({ mode: ['auto', 'sleep'] }) },
      step({ fan }) {
        // @ts-expect-error not one of this device's modes
        fan.mode = 'turbo';
      },
    }),
  // @ts-expect-error no such option
  () => defineDevice({ ...head, services: { light: light({ brightnes: true }) } }),
  // @ts-expect-error not one of the service's modes
  () => defineDevice({ ...head, services: { fan: fan({ mode: ['auto', 'silent'] }) } }),
  // @ts-expect-error a switch has no range
  () => defineDevice({ ...head, services: { power: power({ on: [0, 1] }) } }),
  // @ts-expect-error the action has no handler
  () => defineDevice({ ...head, services: { filter: filter({ reset: true }) } }),
  () =>
    defineDevice({
      ...head,
      services: { filter: filter({ reset: true }), light: light({ blink: true }) },
      // @ts-expect-error the action of one of two services has no handler
      actions: { filter: { reset() {} } },
    }),
  () =>
    defineDevice({
      ...head,
      services: { filter: filter({ reset: true }) },
      actions: {
        // @ts-expect-error no such action
        filter: { reset() {}, rest() {} },
      },
    }),
  // @ts-expect-error this device has no actions
  () => defineDevice({ ...head, services: { power: power() }, actions: { power: { toggle() {} } } }),
  () =>
    defineDevice({
      ...head,
      services: { air: airQuality(), power: power() },
      set: {
        // @ts-expect-error it is only read
        air: { pm25() {} },
      },
    }),
  () =>
    defineDevice({
      ...head,
      services: { power: power() },
      set: {
        // @ts-expect-error no such service
        powr: { on() {} },
      },
    }),
  () =>
    defineDevice({
      ...head,
      services: { light: light({ blink: true }) },
      actions: {
        light: {
          // @ts-expect-error no such argument
          blink: ({ tims }) => void tims,
        },
      },
    }),
  () =>
    defineDevice({
      ...head,
      services: { feeder: feeder() },
      actions: {
        feeder: {
          // @ts-expect-error the result lacks `left`
          feed: () => ({}),
        },
      },
    }),
  () =>
    defineDevice({
      ...head,
      services: { filter: filter({ reset: true }) },
      actions: {
        filter: {
          // @ts-expect-error a promise is no answer
          async reset() {},
        },
      },
    }),
  () =>
    defineDevice({
      ...head,
      services: { power: power() },
      // @ts-expect-error no service of that name
      guard: ({ service }) => service === 'powr' && refuse('No', '不'),
    }),
  () =>
    defineDevice({
      ...head,
      services: { feeder: feeder() },
      actions: { feeder: { feed: () => ({ left: 1 }) } },
      step(_, __, { emit }) {
        // @ts-expect-error no such event
        emit('feeder.feed', { portions: 1 });
      },
    }),
  () =>
    defineDevice({
      ...head,
      services: { feeder: feeder() },
      actions: { feeder: { feed: () => ({ left: 1 }) } },
      step(_, __, { emit }) {
        // @ts-expect-error the argument is a number
        emit('feeder.fed', { portions: 'two' });
      },
    }),
  () =>
    defineDevice({
      ...head,
      services: { power: power() },
      effects: {
        // @ts-expect-error the world has no such quantity
        cleanair: () => 1,
      },
    }),
  // @ts-expect-error no such part of a definition
  () => defineDevice({ ...head, services: { power: power() }, stepp() {} }),
  () =>
    defineDevice({
      ...head,
      services: { power: power() },
      step(_, __, { here }) {
        // @ts-expect-error a room has no pulse
        void here.pulse;
      },
    }),
  () =>
    defineDevice({
      ...head,
      place: 'worn',
      services: { power: power() },
      step(_, __, { here }) {
        // @ts-expect-error a person has no PM2.5
        void here.pm25;
      },
    }),
  () =>
    defineDevice({
      ...head,
      services: { power: power() },
      memory: { count: 0 },
      step(_, __, { memory }) {
        // @ts-expect-error no such memory
        memory.cuont += 1;
      },
    }),
  () =>
    defineDevice({
      ...head,
      services: { power: power() },
      start: {
        // @ts-expect-error not a boolean
        power: { on: 1 },
      },
    }),
  () =>
    defineDevice({
      ...head,
      services: { fan: fan({ speed: [1, 4] }) },
      step({ fan }, dt) {
        // @ts-expect-error a fan has no charge
        drain(fan, dt, { hours: 1 });
      },
    }),
  () =>
    defineDevice({
      ...head,
      services: { power: power() },
      moving: {
        // @ts-expect-error only numbers move
        power: { on: () => false as const },
      },
    }),
  // @ts-expect-error the step returns no text
  () => defineDevice({ ...head, services: { power: power() }, step: () => 'soon' }),
  () =>
    // @ts-expect-error a rule about a property that does not exist
    ownService('X', 'X', { properties: { level: int('L', 'L') }, events: { low: event('Low', '低') }, raises: { low: ['lvel', '<', 3] } }),
  () =>
    ownService('X', 'X', {
      properties: { level: int('L', 'L') },
      events: { low: event('Low', '低') },
      // @ts-expect-error a rule that compares a number with a text
      raises: { low: ['level', '<', 'three'] },
    }),
  () =>
    // @ts-expect-error a rule for an event that does not exist
    ownService('X', 'X', { properties: { level: int('L', 'L') }, events: { low: event('Low', '低') }, raises: { lo: ['level', '<', 3] } }),
  // @ts-expect-error a unit that the table does not have
  () => int('Level', '水平', { unit: 'pints' }),
  // @ts-expect-error the default is not among the values
  () => enumOf('Mode', '模式', { a: ['A', '甲'] }, { default: 'b' }),
  // @ts-expect-error a duration is always in seconds
  () => duration('For', '持续', { unit: 'min' }),
  // @ts-expect-error a bench knows the names too
  () => simulate(purifier).set('fan', 'level', 3),
  // @ts-expect-error and the values
  () => simulate(purifier).set('fan', 'mode', 'turbo'),
  // @ts-expect-error and what is only read
  () => simulate(purifier).set('air', 'pm25', 3),
  // @ts-expect-error and the arguments
  () => simulate(lamp).act('light', 'blink', { tims: 3 }),
  // @ts-expect-error and which service can do what
  () => simulate(band).act('heart', 'find', {}),
];

test('what the compiler allows works, and what it infers is right', () => {
  const type = defineDevice({
    ...head,
    services: { feeder: feeder(), battery: battery(), light: light({ brightness: [10, 100, 10], color: true }) },
    memory: { open: false, last: 'none', given: 0 },
    actions: {
      feeder: {
        *feed({ portions }, { feeder }, { memory, emit }) {
          feeder.busy = true;
          yield 0.2 * portions;
          feeder.busy = false;
          memory.open = true;
          memory.given += portions;
          emit('feeder.fed', { portions });
          return { left: feeder.portions };
        },
      },
    },
    step({ battery }, dt) {
      drain(battery, dt, { hours: 10 });
    },
  });
  const bench = simulate(type);
  const doing = bench.act('feeder', 'feed', { portions: 3 });
  bench.set('light', 'brightness', 50);
  const brightness: number = bench.get('light', 'brightness');
  expect(brightness).toBe(50);
  expect(bench.get('feeder', 'busy')).toBe(true);
  bench.advance(1);
  expect(doing.outcome).toEqual({ ok: true, result: { left: 0 } });
  expect(bench.events).toEqual([{ service: 'feeder', event: 'fed', args: { portions: 3 } }]);
});

test('the announced spec is plain JSON, as written', () => {
  for (const { spec } of [lamp, purifier, band])
    expect(parseSpec(JSON.parse(JSON.stringify(spec)))).toEqual({ ok: true, spec, dropped: [] });
});

const codeAndPath = (run: () => unknown): unknown => {
  try {
    run();
  } catch (thrown) {
    return thrown instanceof OmniError ? `${thrown.code} ${thrown.detail.path}` : thrown;
  }
  return 'accepted';
};

test('what the compiler was not asked is refused when the file is loaded, with path and cure', () => {
  // As a file of plain JavaScript would be read.
  const define = defineDevice as unknown as (definition: object) => unknown;
  expect(codeAndPath(() => define({ ...head, services: { filter: filter({ reset: true }) } }))).toBe('BAD_SPEC actions.filter.reset');
  expect(codeAndPath(() => define({ ...head, services: { air: airQuality() }, set: { air: { pm25() {} } } }))).toBe(
    'BAD_SPEC set.air.pm25',
  );
  expect(codeAndPath(() => define({ ...head, services: { fan: fan({ speed: [1, 4] }) }, start: { fan: { speed: 9 } } }))).toBe(
    'BAD_SPEC start.fan.speed',
  );
  expect(codeAndPath(() => define({ ...head, title: { en: '', zh: '东西' }, services: {} }))).toBe('BAD_SPEC title.en');
  expect(codeAndPath(() => define({ ...head, services: {}, place: 'pocket' }))).toBe('BAD_SPEC place');
  expect(codeAndPath(() => define({ ...head, services: {}, memory: { list: [] } }))).toBe('BAD_SPEC memory.list');
  expect(codeAndPath(() => define({ ...head, services: { fan: fan({ speed: [4, 1] }) } }))).toBe(
    'BAD_SPEC services.fan.properties.speed.range',
  );
  expect(codeAndPath(() => define({ ...head, services: { power: power() }, stepp() {} }))).toBe('BAD_SPEC stepp');
  expect(codeAndPath(() => define({ ...head, services: { power: power() }, effects: { cleanair: () => 1 } }))).toBe(
    'BAD_SPEC effects.cleanair',
  );
  expect(codeAndPath(() => define({ ...head, services: { power: power() }, moving: { power: { on: () => false } } }))).toBe(
    'BAD_SPEC moving.power.on',
  );
});

test('a name that nobody reads is told with the name that was meant, or those that there are', () => {
  const define = defineDevice as unknown as (definition: object) => unknown;
  const loose = (builder: unknown) => builder as (...given: unknown[]) => object;
  expect(() => define({ ...head, services: { power: power() }, stepp() {} })).toThrow(
    'stepp: no such part of a definition; did you mean "step"?',
  );
  expect(() => loose(light)({ brightnes: true })).toThrow('light() has no option "brightnes"; did you mean "brightness"?');
  expect(() => loose(power)({ on: [0, 1] })).toThrow('power() has no option "on"; leave it out: there are none');
  expect(() => loose(action)('Feed', '喂食', { args: {} })).toThrow(`action('Feed') has no option "args"; there are in, out, idempotent`);
  expect(() => loose(event)('Fed', '已喂食', { arg: {} })).toThrow('did you mean "args"?');
  expect(() => loose(int)('Portions', '份数', { Range: [0, 10] })).toThrow(`int('Portions') has no option "Range"; did you mean "range"?`);
  expect(() => loose(bool)('Busy', '忙', { unit: 'h' })).toThrow('there are default, write, volatile');
  expect(() => loose(enumOf)('Mode', '模式', { a: ['A', '甲'] }, { writable: true })).toThrow('has no option "writable"');
  expect(() => loose(ownService)('Thing', '东西', { property: {} })).toThrow('has no option "property"');
});
