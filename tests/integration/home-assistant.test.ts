// Home Assistant's side of the bridge, over the wire: what it is told of every type of the catalogue, its templates rendered by
// another program's engine (Nunjucks, which reads what Jinja reads), and what it sends.
import nunjucks from 'nunjucks';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { loadType, typeNames } from '#devices/catalogue.ts';
import type { DeviceSpec } from '#protocol/spec.ts';
import { z } from '#protocol/zod.ts';
import { connectAs, enterAsOwner, invite } from '../support/controller.ts';
import type { Controller } from '../support/controller.ts';
import { createPuppet, puppetSpec } from '../support/puppet-device.ts';
import { startHub } from '../support/start-hub.ts';
import type { TestHub } from '../support/start-hub.ts';

vi.setConfig({ testTimeout: 60_000 });

const componentSchema = z.looseObject({ platform: z.string() });
const messageSchema = z.looseObject({
  device: z.looseObject({ name: z.string() }),
  availability: z.array(z.object({ topic: z.string(), value_template: z.string() })).length(1),
  components: z.record(z.string(), componentSchema),
});
type Message = z.infer<typeof messageSchema>;

// What Jinja has and Nunjucks has not.
const engine = new nunjucks.Environment(null, { autoescape: false, throwOnUndefined: true });
engine.addFilter('max', (list: number[]) => Math.max(...list));
engine.addFilter('min', (list: number[]) => Math.min(...list));
engine.addFilter('to_json', (value: unknown) => JSON.stringify(value));
engine.addGlobal('dict', (...given: object[]) => {
  const { __keywords: _mark, ...all } = Object.assign({}, ...given) as Record<string, unknown>;
  return all;
});
const render = (template: unknown, variables: object): string =>
  template === undefined && 'value' in variables ? String(variables.value) : engine.renderString(z.string().parse(template), variables);
const renderState = (template: unknown, text: string): string =>
  render(template, { value: text, ...(text === '' ? {} : { value_json: JSON.parse(text) as unknown }) });

const word = z.union([z.string(), z.number()]).nullish();
type Sent = readonly [key: string, choice: unknown, template?: string, variable?: string];
/** What Home Assistant sends for each way to set an entity: the topic's key, what a person chose, the template that words it. */
const ways: Readonly<Record<string, (entity: Readonly<Record<string, unknown>>) => readonly Sent[]>> = {
  light: (entity) => [
    ['command_topic', entity.payload_on],
    ['brightness_command_topic', entity.brightness_scale, 'brightness_command_template'],
    ['color_temp_command_topic', 3111, 'color_temp_command_template'],
    ['hs_command_topic', '30.118,79.608'],
  ],
  fan: (entity) => [
    ['command_topic', entity.payload_off],
    ['percentage_command_topic', entity.speed_range_max],
    ['preset_mode_command_topic', z.array(z.string()).optional().parse(entity.preset_modes)?.[0]],
    ['oscillation_command_topic', entity.payload_oscillation_on],
  ],
  humidifier: (entity) => [
    ['command_topic', entity.payload_on],
    ['target_humidity_command_topic', 52, 'target_humidity_command_template'],
  ],
  climate: () => [
    ['temperature_command_topic', 21.3, 'temperature_command_template'],
    ['mode_command_topic', 'fan_only', 'mode_command_template'],
  ],
  cover: (entity) => [
    ['command_topic', entity.payload_open],
    ['command_topic', entity.payload_stop],
    ['set_position_topic', 40, 'set_position_template', 'position'],
  ],
  lock: (entity) => [
    ['command_topic', entity.payload_lock],
    ['command_topic', entity.payload_unlock],
  ],
  switch: (entity) => [['command_topic', entity.payload_on]],
  number: (entity) => [['command_topic', entity.max]],
  select: (entity) => [['command_topic', z.array(z.string()).parse(entity.options).at(-1)]],
  text: () => [['command_topic', '台灯']],
  button: (entity) => [['command_topic', entity.payload_press]],
};

let hub: TestHub;
let owner: Controller;
let assistant: Controller;
beforeAll(async () => {
  hub = await startHub();
  owner = await enterAsOwner(hub);
  await owner.watch(...owner.topics.everything);
  await owner.call('hub.openness', { mode: 'bridged' });
  assistant = await connectAs(hub, await invite(hub, owner, 'member'));
  // As Home Assistant subscribes.
  await assistant.watch('homeassistant/+/+/config', 'homeassistant/+/+/+/config', 'homeassistant/device/+/config', 'homeassistant/status');
});

async function enter(spec: DeviceSpec, name?: string) {
  const puppet = createPuppet(hub, { spec });
  await puppet.pair(owner, name === undefined ? {} : { name });
  const line = await puppet.live();
  const { did } = puppet;
  await owner.heard(owner.topics.state(did), ({ json }) => json?.state === 'ready');
  const topic = `homeassistant/device/${did}/config`;
  const { json } = await assistant.heard(topic, ({ text }) => text !== '');
  return { did, line, topic, said: messageSchema.parse(json) };
}
/** Of a maker that a bridged house pairs, and who lets it be shown. */
const ofClassO = (spec: DeviceSpec): DeviceSpec => ({
  ...spec,
  vendor: 'dawnworks',
  model: `${spec.model}-o`,
  market: { price: 1, currency: 'CNY', lifeYears: 1, illustrative: true, openness: 'O' },
});

/** Every pair of a topic and the template that reads it. */
const stateful = (said: Message): [topic: string, template: string][] =>
  Object.values(said.components).flatMap((entity) =>
    Object.entries(entity).flatMap(([key, topic]): [string, string][] => {
      if (!key.endsWith('_topic') || /command|set_position|^action_command/.test(key)) return [];
      if (/\/e\/|\/alert\//.test(String(topic))) return [];
      const stem = key.slice(0, -'_topic'.length);
      const names = [
        `${stem}_template`,
        `${stem}_value_template`,
        ...(stem.endsWith('_state') ? [`${stem.slice(0, -6)}_value_template`] : []),
        ...(stem === 'state' ? ['value_template'] : []),
      ];
      const template = names.map((name) => entity[name]).find((found) => typeof found === 'string');
      if (template === undefined) throw new Error(`${entity.platform}: nothing reads ${key}`);
      return [[String(topic), z.string().parse(template)]];
    }),
  );

describe.each(typeNames())('%s', (name) => {
  test('its templates read what the device says; what is sent becomes commands in this home’s own words', async () => {
    const { did, line, said } = await enter(ofClassO((await loadType(name)).spec));
    const native = await connectAs(hub, assistant.person, { tab: `n${did.slice(2)}` });
    await native.watch(`${native.topics.root}/dev/${did}/p/#`, native.topics.state(did), native.topics.hubInfo);
    await native.heard(native.topics.hubInfo);
    const standing = new Map(native.messages.all.map(({ topic, text }) => [topic, text]));
    for (const [topic, template] of stateful(said)) {
      const text = standing.get(topic);
      if (text === undefined) throw new Error(`nothing stands on ${topic}`);
      const { value } = z.object({ value: z.union([z.boolean(), z.number(), z.string(), z.looseObject({})]) }).parse(JSON.parse(text));
      const rendered = renderState(template, text);
      if (typeof value !== 'object') expect([String(value), 'fan_only']).toContain(rendered);
      else expect(rendered).toMatch(/^[\d.]+,[\d.]+$/);
    }
    const [availability] = said.availability;
    expect(renderState(availability?.value_template, standing.get(availability?.topic ?? '') ?? '')).toBe('online');

    let sent = 0;
    for (const entity of Object.values(said.components)) {
      for (const [key, choice, template, variable = 'value'] of ways[entity.platform]?.(entity) ?? []) {
        const topic = entity[key];
        const chosen = word.parse(choice) ?? undefined;
        if (topic === undefined || chosen === undefined) continue;
        const payload = template === undefined ? String(chosen) : render(entity[template], { value: chosen, [variable]: chosen });
        await assistant.link.publish(z.string().parse(topic), payload);
        const command = await line.commands.next(() => true, `command from ${z.string().parse(topic)} ${payload}`);
        expect(topic).toContain(command.op === 'set' ? `/${command.service}/${command.property}/set` : `/${command.service}/run`);
        sent += 1;
      }
    }
    const settable = Object.values(said.components).filter((entity) => 'command_topic' in entity || 'mode_command_topic' in entity).length;
    expect(sent).toBeGreaterThanOrEqual(settable);
    await native.end();
  });
});

describe('a lamp', () => {
  test('a refusal is the same as everybody’s, and fires the event that says so; what is done clears it', async () => {
    const { line, said } = await enter(puppetSpec());
    const { refused, light } = said.components;
    const topic = z.string().parse(light?.brightness_command_topic);
    const alerts = z.string().parse(refused?.state_topic);
    await assistant.watch(alerts);
    const heard = async (payload: string): Promise<unknown> => {
      await assistant.link.publish(topic, payload);
      const { text } = await assistant.heard(alerts, (message) => message.text !== '');
      return (JSON.parse(renderState(refused?.value_template, text)) as { code: unknown }).code;
    };
    expect(await heard('105')).toBe('OUT_OF_RANGE');
    await assistant.link.publish(topic, '45');
    await line.commands.next();
    expect(renderState(refused?.value_template, (await assistant.heard(alerts, ({ text }) => text === '')).text)).toBe('');
    expect(await heard('bright')).toBe('BAD_TYPE');
  });

  test('a name of quotes, braces, emoji and 40 characters is its name; a new one is told', async () => {
    const name = `"{{ states }}"/#+💡`.padEnd(40, '台');
    const { did, topic, said } = await enter(puppetSpec(), name);
    expect(said.device.name).toBe(name);
    await owner.call('device.place', { did, name: 'Plain' });
    const { json } = await assistant.heard(topic, ({ text }) => text.includes('Plain'));
    expect(messageSchema.parse(json).device.name).toBe('Plain');
  });

  test('a guest of other rooms sets nothing; a description cannot be forged; removal and closing take it away', async () => {
    const { did, line, topic, said } = await enter(puppetSpec());
    const set = z.string().parse(said.components.light?.command_topic);
    const guest = await connectAs(hub, await invite(hub, owner, 'guest'));
    await guest.link.publish(set, 'true');
    await guest.link.publish(topic, '{"forged":true}', { retain: true });
    await assistant.link.publish(topic, '', { retain: true });
    await assistant.link.publish(set, 'true');
    await line.commands.next();
    expect(line.commands.all.length).toBe(1);
    const finds = async (): Promise<string[]> => {
      const late = await connectAs(hub, assistant.person, { tab: `t${Math.random().toString(36).slice(2, 9)}` });
      await late.watch(topic, late.topics.hubInfo);
      await late.heard(late.topics.hubInfo);
      await late.end();
      return late.messages.all.filter((message) => message.topic === topic).map(({ text }) => text);
    };
    const [found = ''] = await finds();
    expect(messageSchema.parse(JSON.parse(found)).device.name).toBe(said.device.name);
    await owner.call('hub.openness', { mode: 'closed' });
    await assistant.heard(topic, ({ text }) => text === '');
    expect(await finds()).toEqual([]);
    await owner.call('hub.openness', { mode: 'bridged' });
    await assistant.heard(topic, ({ text }) => text !== '');
    await owner.call('device.remove', { did });
    await assistant.heard(topic, ({ text }) => text === '');
    expect(await finds()).toEqual([]);
    await guest.end();
  });
});
