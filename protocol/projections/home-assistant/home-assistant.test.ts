// Home Assistant's descriptions of every type of the catalogue, against what its documentation says; and what it sets, read.
import { describe, expect, test } from 'vitest';
import { loadType, typeNames } from '#devices/catalogue.ts';
import type { DeviceSpec } from '../../spec.ts';
import { puppetSpec } from '../../../tests/support/puppet-device.ts';
import { z } from '../../zod.ts';
import { binaryClasses, common, documented, message, sensorUnits, stateClasses, words } from './documented.ts';
import { componentsOf, discoveryMessage, homeAssistant } from './home-assistant.ts';

const text = z.string().optional();
const componentSchema = z.looseObject({
  ...{ platform: z.string(), name: z.string(), unique_id: z.string() },
  ...{ device_class: text, unit_of_measurement: text, state_class: text },
});
const messageSchema = z.looseObject({
  device: z.looseObject({ identifiers: z.array(z.string()).min(1), name: z.string() }),
  origin: z.looseObject({ name: z.string() }),
  availability: z.array(z.looseObject({ topic: z.string() })),
  components: z.record(z.string(), componentSchema),
});
type Component = z.infer<typeof componentSchema>;
const thing = (spec: DeviceSpec, name: string | null = null) => ({ home: 'home', did: 'd-one', name, spec });
const messageOf = (spec: DeviceSpec) => messageSchema.parse(JSON.parse(JSON.stringify(discoveryMessage(thing(spec)))));

/** All that is wrong with an entity, by the table. */
function faultsOf(component: Component): string[] {
  const faults: string[] = [];
  const row = documented[component.platform];
  if (!row) return [`no such platform: ${component.platform}`];
  const keys = Object.keys(component);
  for (const key of [...common.required, ...row.required]) if (!keys.includes(key)) faults.push(`${key} is missing`);
  const known: readonly string[] = [...common.required, ...common.optional, ...row.required, ...row.optional];
  for (const key of keys) if (!known.includes(key)) faults.push(`${key} is not documented for ${component.platform}`);
  const { device_class: type, unit_of_measurement: unit, state_class: state, platform } = component;
  if (platform === 'sensor' && type !== undefined) {
    const units = sensorUnits[type];
    if (!units) faults.push(`no device class ${type}`);
    else if (units.length === 0 ? unit !== undefined : !units.includes(unit ?? '')) faults.push(`${type} is not measured in ${unit}`);
    if ((stateClasses.none as readonly string[]).includes(type) && state !== undefined) faults.push(`${type} has no state class`);
    if (type === 'energy' && !(stateClasses.energy as readonly unknown[]).includes(state)) faults.push('energy only grows');
  }
  if (state !== undefined && !(stateClasses.all as readonly unknown[]).includes(state)) faults.push(`no state class ${state}`);
  if (platform === 'binary_sensor' && type !== undefined && !(binaryClasses as readonly unknown[]).includes(type))
    faults.push(`no class ${type}`);
  for (const [name, allowed] of Object.entries({ cover: words.cover, switch: words.switch }))
    if (platform === name && type !== undefined && !(allowed as readonly unknown[]).includes(type)) faults.push(`no class ${type}`);
  if (platform === 'climate')
    for (const mode of z.array(z.string()).parse(component.modes))
      if (!(words.climate as readonly string[]).includes(mode)) faults.push(`no mode ${mode}`);
  return faults;
}

describe.each(typeNames())('%s', (name) => {
  test('has all that the documentation requires, and nothing that it does not know', async () => {
    const { spec } = await loadType(name);
    const said = messageOf(spec);
    for (const key of message.required) expect(said).toHaveProperty(key);
    for (const key of Object.keys(said)) expect([...message.required, ...message.optional]).toContain(key);
    for (const key of Object.keys(said.device)) expect(message.device).toContain(key);
    for (const row of said.availability) for (const key of Object.keys(row)) expect(message.availability).toContain(key);
    expect(Object.entries(said.components).flatMap(([key, each]) => faultsOf(each).map((fault) => `${key}: ${fault}`))).toEqual([]);
    const ids = Object.values(said.components).map((each) => each.unique_id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test('what no entity can say is left out, and nothing else: this list is that of docs/bridges.md', async () => {
  const all = await Promise.all(typeNames().map(async (name) => (await loadType(name)).spec));
  const leftOut = all.flatMap((spec) => componentsOf(thing(spec)).leftOut.map((key) => `${spec.model} ${key}`)).sort();
  expect(leftOut).toMatchInlineSnapshot(`
    [
      "hearth.rice-3 cooker_cook_run",
    ]
  `);
});

test('the table finds what is wrong', () => {
  const sensor = { platform: 'sensor', name: 'X', unique_id: 'x', state_topic: 't' };
  expect(faultsOf(sensor)).toEqual([]);
  expect(faultsOf({ platform: 'sensor', name: 'X', unique_id: 'x' })).toEqual(['state_topic is missing']);
  for (const wrong of [
    { platform: 'toaster' },
    { colour: 'red' },
    { device_class: 'humidity', unit_of_measurement: 'kg' },
    { device_class: 'mood' },
    { device_class: 'energy', unit_of_measurement: 'kWh', state_class: 'measurement' },
    { device_class: 'enum', state_class: 'measurement' },
  ])
    expect(faultsOf({ ...sensor, ...wrong }), JSON.stringify(wrong)).not.toEqual([]);
});

describe('what it sets', () => {
  const spec = puppetSpec();
  const title = { en: 'Tint', zh: '色调' };
  const light = spec.services.light;
  if (light) light.properties = { ...light.properties, tint: { format: 'color', access: ['read', 'write'], title } };
  const read = (topic: string, payload: string): unknown => {
    try {
      return homeAssistant.parseSet?.({ did: 'd-one', spec }, `homeassistant/device/d-one/${topic}`, payload);
    } catch (thrown) {
      return (thrown as { code?: unknown }).code;
    }
  };
  test.each([
    ['light/on/set', 'true', { op: 'device.set', args: { service: 'light', property: 'on', value: true } }],
    ['light/brightness/set', '35', { op: 'device.set', args: { service: 'light', property: 'brightness', value: 35 } }],
    ['light/brightness/set', '35.0', { op: 'device.set', args: { service: 'light', property: 'brightness', value: 35 } }],
    ['light/power/set', '-1.5e3', { op: 'device.set', args: { service: 'light', property: 'power', value: -1500 } }],
    ['light/mode/set', 'white', { op: 'device.set', args: { service: 'light', property: 'mode', value: 'white' } }],
    [
      'light/tint/set',
      '30.118,79.608',
      { op: 'device.set', args: { service: 'light', property: 'tint', value: { h: 30.118, s: 79.608 } } },
    ],
    ['light/run', 'blink', { op: 'device.action', args: { service: 'light', action: 'blink', in: {} } }],
    ['light/on/set', 'ON', 'BAD_TYPE'],
    ['light/on/set', '', 'BAD_TYPE'],
    ['light/brightness/set', '', 'BAD_TYPE'],
    ['light/brightness/set', 'NaN', 'BAD_TYPE'],
    ['light/brightness/set', 'Infinity', 'BAD_TYPE'],
    ['light/brightness/set', '0x10', 'BAD_TYPE'],
    ['light/brightness/set', ' 5', 'BAD_TYPE'],
    ['light/brightness/set', '9'.repeat(400), 'BAD_TYPE'],
    ['light/tint/set', '30', 'BAD_TYPE'],
    ['light/tint/set', '30,40,50', 'BAD_TYPE'],
    ['light/tint/set', '30,', 'BAD_TYPE'],
    ['light/moon/set', '1', 'NO_SUCH_PROPERTY'],
    ['light/constructor/set', '1', 'NO_SUCH_PROPERTY'],
    ['moon/on/set', 'true', 'NO_SUCH_SERVICE'],
    ['__proto__/on/set', 'true', 'NO_SUCH_SERVICE'],
    ['light/run', 'fly', 'NO_SUCH_ACTION'],
    ['light/run', 'toString', 'NO_SUCH_ACTION'],
    ['moon/run', 'blink', 'NO_SUCH_SERVICE'],
  ])('%s %s', (topic, payload, expected) => {
    expect(read(topic, payload)).toEqual(expected);
  });
});

test('names that people give are names only', () => {
  const name = `"a"/#+💡'{{ x }}`;
  const said = JSON.stringify(discoveryMessage(thing(puppetSpec(), name)));
  expect(messageSchema.parse(JSON.parse(said)).device.name).toBe(name);
  expect(said.split('💡').length).toBe(2);
});
