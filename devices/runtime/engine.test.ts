import { expect, test } from 'vitest';
import { action, defineDevice, filter, float, int, ownService, power, refuse } from '../device.ts';
import { simulate } from '../simulate.ts';

const head = { model: 'test.thing', vendor: 'test', category: 'test', rev: 1, title: { en: 'Thing', zh: '东西' } };

test('exact inside, on the grid outside: small losses add up, and are told when the grid value changes', () => {
  const type = defineDevice({
    ...head,
    services: { filter: filter() },
    tick: 1,
    step({ filter }) {
      filter.life -= 0.002;
    },
  });
  const bench = simulate(type);
  bench.advance(600);
  expect(bench.reports.map(({ value }) => value)).toEqual([99]);
});

test('a value out of range is clamped; NaN, a wrong type and a name that does not exist throw, naming it', () => {
  const wrong: Record<string, unknown>[] = [];
  const type = defineDevice({
    ...head,
    services: { thing: ownService('Thing', '东西', { properties: { level: float('Level', '水平', { range: [0, 10, 1], write: true }) } }) },
    set: {
      thing: {
        level(value, { thing }) {
          const loose: Record<string, unknown> = thing;
          wrong.push(loose);
          if (value === 1) thing.level = NaN;
          if (value === 2) loose.level = 'two';
          if (value === 3) loose.lvel = 3;
          if (value === 4) thing.level = 99;
        },
      },
    },
  });
  const bench = simulate(type);
  for (const value of [1, 2, 3]) expect(() => bench.set('thing', 'level', value)).toThrow('set.thing.level failed');
  expect(bench.faults.map(({ message }) => message)).toEqual([
    expect.stringContaining('thing.level'),
    expect.stringContaining('thing.level'),
    expect.stringContaining('lvel'),
  ]);
  expect(bench.faults[0]?.file).toMatch(/^engine\.test\.ts:\d+$/);
  bench.set('thing', 'level', 4);
  expect(bench.get('thing', 'level')).toBe(4);
});

test('a throw in step is told; the third in a row stops this device; one that recovers goes on', () => {
  let calls = 0;
  const broken = (when: (call: number) => boolean) =>
    defineDevice({
      ...head,
      services: { power: power() },
      tick: 1,
      step() {
        calls += 1;
        if (when(calls)) throw new Error('worn out');
      },
    });
  const dead = simulate(broken(() => true));
  dead.advance(60);
  expect(dead.faults.map(({ fatal }) => fatal)).toEqual([false, false, true]);
  expect(() => dead.set('power', 'on', true)).toThrow('has stopped');
  calls = 0;
  const shaky = simulate(broken((call) => call % 3 !== 0));
  shaky.advance(60);
  expect(shaky.faults.some(({ fatal }) => fatal)).toBe(false);
});

test('effects and moving that throw are told once each, and again only after they have worked; the device goes on', () => {
  const broken = { effects: true, moving: true };
  const type = defineDevice({
    ...head,
    services: { blind: ownService('Blind', '百叶', { properties: { level: float('Level', '高度', { range: [0, 10, 1], write: true }) } }) },
    tick: 1,
    step: () => 1,
    moving: {
      blind: {
        level() {
          if (broken.moving) throw new Error('stuck');
          return undefined;
        },
      },
    },
    effects: {
      watts() {
        if (broken.effects) throw new Error('shorted');
        return 5;
      },
    },
  });
  const bench = simulate(type);
  const live = (): void => {
    for (let k = 0; k < 20; k += 1) {
      bench.advance(1);
      bench.effects();
    }
  };
  const told = () => bench.faults.map(({ where }) => where).sort();
  live();
  expect(told()).toEqual(['effects.watts', 'moving.blind.level']);
  Object.assign(broken, { effects: false, moving: false });
  live();
  expect(bench.effects().watts).toBe(5);
  bench.set('blind', 'level', 3);
  broken.effects = true;
  live();
  expect(told()).toEqual(['effects.watts', 'effects.watts', 'moving.blind.level']);
  expect(bench.faults.some(({ fatal }) => fatal)).toBe(false);
});

test('a refusal keeps what was assigned before it and tells that before it answers', () => {
  const type = defineDevice({
    ...head,
    services: { power: power(), note: ownService('Note', '备注', { properties: { tries: int('Tries', '次数') } }) },
    set: {
      power: {
        on(_, { note }) {
          note.tries += 1;
          throw refuse('Not now', '现在不行');
        },
      },
    },
  });
  const bench = simulate(type);
  expect(() => bench.set('power', 'on', true)).toThrow('Not now');
  expect(bench.get('power', 'on')).toBe(false);
  expect(bench.reports).toEqual([expect.objectContaining({ property: 'tries', value: 1 })]);
  expect(bench.faults).toEqual([]);
});

test('an action with results waits for them; replaced meanwhile it answers BUSY, once, and runs its finally', () => {
  let cleaned = 0;
  const type = defineDevice({
    ...head,
    services: {
      scale: ownService('Scale', '秤', {
        properties: { busy: int('Busy', '忙') },
        actions: { weigh: action('Weigh', '称重', { out: { kg: float('Weight', '重量', { unit: 'kg', range: [0, 200, 0.1] }) } }) },
      }),
    },
    actions: {
      scale: {
        *weigh() {
          try {
            yield 3;
            return { kg: 70.04 };
          } finally {
            cleaned += 1;
          }
        },
      },
    },
  });
  const bench = simulate(type);
  const first = bench.act('scale', 'weigh', {});
  bench.advance(2.9);
  expect(first.outcome).toBeUndefined();
  bench.advance(0.2);
  expect(first.outcome).toEqual({ ok: true, result: { kg: 70 } });
  const second = bench.act('scale', 'weigh', {});
  bench.reload();
  expect(second.outcome).toMatchObject({ ok: false, error: { code: 'BUSY' } });
  expect(cleaned).toBe(2);
});

test('values and memory are kept over a reload; a kept value that the new spec does not allow takes its default', () => {
  const spec = (max: number, memory: { count: number | string }) =>
    defineDevice({
      ...head,
      services: {
        thing: ownService('Thing', '东西', { properties: { level: int('Level', '水平', { range: [0, max], default: 2, write: true }) } }),
      },
      memory,
      step(_, __, ctx) {
        if (typeof ctx.memory.count === 'number') ctx.memory.count += 1;
        return 10;
      },
      effects: { watts: (_, { memory }) => Number(memory.count) },
    });
  const snapshot = { values: { thing: { level: 8 } }, memory: { count: 41, gone: true }, random: [1, 2, 3, 4] as const };
  const same = simulate(spec(10, { count: 0 }), { snapshot });
  expect(same.get('thing', 'level')).toBe(8);
  expect(same.effects().watts).toBe(42);
  expect(simulate(spec(5, { count: 0 }), { snapshot }).get('thing', 'level')).toBe(2);
  expect(simulate(spec(5, { count: '7' }), { snapshot }).effects().watts).toBe(7);
});

test('a device may take warmth and damp out of its room, and nothing else', () => {
  const taking = { heat: () => -2500, moisture: () => -800, watts: () => -5, light: () => -1, cleanAir: () => NaN };
  const bench = simulate(defineDevice({ ...head, services: { power: power() }, effects: taking }));
  expect(bench.effects()).toMatchObject({ heat: -2500, moisture: -800, watts: 0, light: 0, cleanAir: 0 });
});
