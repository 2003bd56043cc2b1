import { describe, expect, it } from 'vitest';
import { parseSpec } from '#protocol/spec.ts';
import type { DeviceSpec } from '#protocol/spec.ts';
import { bool, ownService } from '#protocol/services/define-service.ts';
import { activity, airQuality, battery, fan, filter, heartRate, light, power, sleep } from '#protocol/services/index.ts';
import { tileModel } from './tile-model.ts';

const title = { en: 'A', zh: '甲' };
const spec = (services: Record<string, unknown>): DeviceSpec => {
  const parsed = parseSpec({ model: 'm', vendor: 'v', category: 'thing', title, rev: 1, services });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.spec;
};

describe('the tile of a device', () => {
  it('of a lamp: its switch, its brightness as value and bar', () => {
    const model = tileModel(spec({ light: light({ brightness: true, temperature: true, mode: true, color: true }) }));
    expect([model.icon, model.toggle?.key, model.headline?.key, model.level?.key, model.detail]).toEqual([
      'light',
      'light/on',
      'light/brightness',
      'light/brightness',
      undefined,
    ]);
  });
  it('of a plain lamp: no value but its switch', () => {
    const model = tileModel(spec({ light: light({ temperature: true }) }));
    expect([model.toggle?.key, model.headline]).toEqual(['light/on', undefined]);
  });
  it('of a purifier: the air in front, its modes on the tile, never the child lock', () => {
    const model = tileModel(
      spec({
        lock: ownService('Child lock', '童锁', { properties: { on: bool('On', '开', { write: true }) } }),
        power: power(),
        air: airQuality(),
        filter: filter(),
        fan: fan({ speed: [1, 10], mode: ['auto', 'sleep'] }),
      }),
    );
    expect([model.icon, model.toggle?.key, model.air?.key, model.modes?.key]).toEqual(['air-quality', 'power/on', 'air/pm25', 'fan/mode']);
  });
  it('of a band: pulse and whether asleep, nothing to switch', () => {
    const model = tileModel(spec({ battery: battery(), sleep: sleep(), activity: activity(), heart: heartRate() }));
    expect([model.icon, model.toggle, model.headline?.key, model.detail?.key]).toEqual([
      'heart-rate',
      undefined,
      'heart/bpm',
      'sleep/state',
    ]);
  });
  it('of a device that nobody has heard of: its own first value', () => {
    const own = {
      title,
      properties: {
        stock: { format: 'int', access: ['read'], unit: 'g', title },
        lid: { format: 'bool', access: ['read', 'write'], title },
      },
      actions: {},
      events: {},
    };
    const model = tileModel(spec({ battery: battery(), feeder: own }));
    expect([model.icon, model.toggle, model.headline?.key]).toEqual(['thing', undefined, 'feeder/stock']);
  });
  it('of a device without anything to read: an empty tile, not an error', () => {
    expect(tileModel(spec({})).headline).toBeUndefined();
  });
});
