import { expect, test } from 'vitest';
import { simulate } from '../simulate.ts';
import { smartPlug } from './smart-plug.ts';

const seeds = Array.from({ length: 12 }, (_, k) => k);
/** A plug of each load that these seeds give. */
function plugs() {
  const found = new Map<string, number>();
  for (const seed of seeds) {
    const bench = simulate(smartPlug, { seed });
    bench.set('outlet', 'on', true);
    found.set(bench.get('appliance', 'looks'), seed);
  }
  return found;
}

test('what is plugged in follows from the seed, and is guessed from what it draws', () => {
  expect([...plugs().keys()].sort()).toEqual(['charger', 'heater', 'lamp']);
});

test('the meter is the integral of the watts that the room sees, whenever it is switched', () => {
  for (const seed of plugs().values()) {
    const bench = simulate(smartPlug, { seed });
    let joules = 0;
    for (let t = 0; t < 7200; t += 1) {
      if (t % 937 === 0) bench.set('outlet', 'on', (t / 937) % 2 === 0);
      joules += bench.effects().watts;
      bench.advance(1);
    }
    bench.set('outlet', 'on', false); // settles the meter to this moment
    expect(bench.get('energy', 'used')).toBeCloseTo(joules / 3_600_000, 3);
    expect(joules).toBeGreaterThan(7200 * 0.5);
    bench.act('energy', 'zero', {});
    expect(bench.get('energy', 'used')).toBe(0);
  }
});

test('a heater goes by its own thermostat', () => {
  const bench = simulate(smartPlug, { seed: plugs().get('heater') ?? -1, temperature: 19 });
  bench.set('outlet', 'on', true);
  const drawnAt = (temperature: number) => {
    bench.here.temperature = temperature;
    bench.advance(60);
    return bench.get('outlet', 'used');
  };
  expect([19, 22, 23.5, 22, 20.5].map(drawnAt)).toEqual([true, true, false, false, true]);
});
