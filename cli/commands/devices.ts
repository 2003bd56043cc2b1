// Devices: which there are, what they say, what they are told.
import { OmniError } from '#protocol/errors.ts';
import { sameValue } from '#protocol/values.ts';
import type { Value, ValueSchema } from '#protocol/values.ts';
import { deviceNamed, enter, wholeDevice } from '../command.ts';
import type { Command } from '../command.ts';
import { misuse } from '../ending.ts';
import { findMember, membersOf } from '../find.ts';
import { columns, plain } from '../text.ts';
import { parseValue, valueText, wanted } from '../values.ts';

interface Held {
  readonly value: Value;
  readonly target?: Value | undefined;
  readonly stale?: boolean;
}
/** `12 %, on its way to 60 %`, `60 % (stale)`. */
function heldText(schema: ValueSchema, { value, target, stale = false }: Held): string {
  const way = target === undefined || sameValue(value, target) ? '' : `, on its way to ${valueText(schema, target)}`;
  return plain(`${valueText(schema, value)}${way}${stale ? ' (stale)' : ''}`);
}

export const devices: Command = {
  usage: '',
  about: 'Lists the devices: did, name, room, state, model.',
  flags: ['room'],
  words: [0, 0],
  async run(context) {
    const { rooms } = context.flags;
    const all = (await enter(context).call('device.list', {})).devices;
    const list = rooms.length === 0 ? all : all.filter(({ room }) => room !== null && rooms.includes(room));
    const rows = list.map(({ did, name, room, state, model }) => [did, name, room ?? '–', state, model]);
    return { json: { devices: list }, text: columns(rows) };
  },
};

export const get: Command = {
  usage: 'DEVICE [PROPERTY]',
  about: 'Shows a device, or the value of one property.',
  words: [1, 2],
  places: ['device', 'property'],
  async run(context) {
    const [name = '', property] = context.words;
    const device = await wholeDevice(enter(context), name);
    const { did, spec, values } = device;
    if (property === undefined) {
      const rows = membersOf(spec, 'properties').map(({ service, name: key, spec: schema }) => {
        const held = values[service]?.[key];
        const shown = held === undefined ? '–' : heldText(schema, held);
        return [`  ${service}/${key}`, shown, schema.access.includes('write') ? wanted(schema) : ''];
      });
      const head = `${device.name} · ${device.room ?? 'in no room'} · ${device.state} · ${device.model} · ${did}`;
      return { json: device, text: `${head}\n${columns(rows)}` };
    }
    const member = findMember(spec, 'properties', property);
    const held = values[member.service]?.[member.name];
    if (!held) throw new OmniError('NOT_READABLE', `${member.service}/${member.name} has no value to read.`, { path: 'property' });
    return {
      json: { did, service: member.service, property: member.name, ...held },
      text: heldText(member.spec, held),
    };
  },
};

export const set: Command = {
  usage: 'DEVICE PROPERTY VALUE',
  about: 'Sets a property, and waits until the device has confirmed.',
  words: [3, 3],
  places: ['device', 'property', 'value'],
  async run(context) {
    const [name = '', property = '', text = ''] = context.words;
    const door = enter(context);
    const { did, spec } = await wholeDevice(door, name);
    const member = findMember(spec, 'properties', property);
    const path = { did, service: member.service, property: member.name };
    const asked = parseValue(member.spec, text);
    const { value, ts } = await door.call('device.set', { ...path, value: asked });
    // What fades has only begun when it answers: where it goes stands with the held value.
    const held = sameValue(value, asked) ? undefined : (await door.call('device.get', { did })).values[path.service]?.[path.property];
    const { stale: _stale, until: _until, ...taken } = held ?? { value, ts };
    return { json: { ...path, ...taken }, text: `${path.service}/${path.property} ${heldText(member.spec, taken)}` };
  },
};

export const action: Command = {
  usage: 'DEVICE ACTION [ARGUMENT=VALUE …]',
  about: 'Calls an action; arguments left out take their defaults.',
  words: [2, 66],
  places: ['device', 'action', 'argument'],
  async run(context) {
    const [name = '', text = '', ...given] = context.words;
    const door = enter(context);
    const { did, spec } = await wholeDevice(door, name);
    const member = findMember(spec, 'actions', text);
    const path = { did, service: member.service, action: member.name };
    const known = Object.keys(member.spec.in).join(', ') || 'none';
    const pairs = given.map((word): [string, Value] => {
      const [key = '', value] = [word.slice(0, Math.max(0, word.indexOf('='))), word.slice(word.indexOf('=') + 1)];
      const schema = Object.hasOwn(member.spec.in, key) ? member.spec.in[key] : undefined;
      if (!schema)
        throw misuse(`"${word}" is no argument of ${member.service}/${member.name}.`, `Write ARGUMENT=VALUE; there are: ${known}.`);
      return [key, parseValue(schema, value)];
    });
    const { out } = await door.call('device.action', { ...path, in: Object.fromEntries(pairs) });
    const results = Object.entries(out).map(([key, value]) => {
      const schema = member.spec.out[key];
      return `${key} ${plain(schema ? valueText(schema, value) : JSON.stringify(value))}`;
    });
    return { json: { ...path, out }, text: [`${member.service}/${member.name} done`, ...results].join('\n') };
  },
};

export const pair: Command = {
  usage: '[SERIAL CODE]',
  about: 'Lists the devices nearby, or pairs one with the eight digits of its box.',
  flags: ['name', 'room'],
  words: [0, 2],
  places: ['serial'],
  async run(context) {
    const [serial, setupCode] = context.words;
    const { name, rooms } = context.flags;
    if (rooms.length > 1) throw misuse('A device stands in one room.', 'Give --room once.');
    const door = enter(context);
    if (serial === undefined) {
      const { nearby } = await door.call('pair.list', {});
      const rows = nearby.map((each) => [each.serial, each.title.en, each.model, each.admitted ? '' : 'its maker is not admitted']);
      return { json: { nearby }, text: columns(rows) };
    }
    if (setupCode === undefined || !/^\d{8}$/.test(setupCode.replaceAll(' ', '')))
      throw misuse('A setup code has eight digits.', `Read them on the box: omni pair ${serial} 12345678`);
    const [room] = rooms;
    const { did } = await door.call('pair.accept', {
      serial,
      setupCode: setupCode.replaceAll(' ', ''),
      ...(name === undefined ? {} : { name }),
      ...(room === undefined ? {} : { room }),
    });
    return { json: { did, serial }, text: did };
  },
};

export const remove: Command = {
  usage: 'DEVICE',
  about: 'Removes a device from the home.',
  words: [1, 1],
  places: ['device'],
  async run(context) {
    const door = enter(context);
    const { did, name } = await deviceNamed(door, context.words[0] ?? '');
    await door.call('device.remove', { did });
    return { json: { did }, text: `${name} (${did}) is removed` };
  },
};
