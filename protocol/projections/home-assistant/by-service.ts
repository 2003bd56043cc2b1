// The entities of standard services: one that Home Assistant knows as a whole takes several members of its service at once.
// A service that lacks what its entity needs falls back to one entity a member.
import type { PropertySpec } from '../../spec.ts';
import { gridTemplate, isWritable } from './component.ts';
import type { Entity, View } from './component.ts';

/** The entity, and the members that it has taken: properties and actions of its service, and `on` of the switch beside it. */
export interface Whole {
  readonly entity: Entity;
  readonly properties: readonly string[];
  readonly actions: readonly string[];
  /** The service whose `on` it took besides. */
  readonly power?: string;
}
/** `power`: the view of the device's service that switches all of it, if it has one. */
type Builder = (view: View, power: View | undefined) => Whole | undefined;

const onOff = { payload_on: 'true', payload_off: 'false' };

const writable = (view: View, name: string, format: PropertySpec['format']): PropertySpec | undefined => {
  const property = view.property(name);
  return property?.format === format && isWritable(property) ? property : undefined;
};
const rangeOf = (property: PropertySpec | undefined) => (property && 'range' in property ? property.range : undefined);
/** `{name}` where there is one, as a key of the entity's. */
const template = (key: string, property: PropertySpec, variable: string): object => {
  const text = gridTemplate(property, variable);
  return text === undefined ? {} : { [key]: text };
};
const has = (view: View, ...actions: readonly string[]): boolean => actions.every((name) => Object.hasOwn(view.spec.actions, name));
const taken = (...names: readonly (string | false | undefined)[]): string[] => names.filter((name) => typeof name === 'string');

const light: Builder = (view) => {
  if (!writable(view, 'on', 'bool')) return undefined;
  const brightness = writable(view, 'brightness', 'int');
  const temperature = writable(view, 'temperature', 'int');
  const color = writable(view, 'color', 'color');
  const [dim, warm] = [rangeOf(brightness), rangeOf(temperature)];
  return {
    entity: {
      platform: 'light',
      ...onOff,
      command_topic: view.sets('on'),
      ...view.reads('on', 'state_topic', 'state_value_template'),
      ...(brightness && dim
        ? {
            brightness_command_topic: view.sets('brightness'),
            ...template('brightness_command_template', brightness, 'value'),
            brightness_scale: dim.max,
            ...view.reads('brightness', 'brightness_state_topic', 'brightness_value_template'),
          }
        : {}),
      ...(temperature && warm
        ? {
            color_temp_command_topic: view.sets('temperature'),
            ...template('color_temp_command_template', temperature, 'value'),
            color_temp_kelvin: true,
            min_kelvin: warm.min,
            max_kelvin: warm.max,
            ...view.reads('temperature', 'color_temp_state_topic', 'color_temp_value_template'),
          }
        : {}),
      ...(color ? { hs_command_topic: view.sets('color'), ...view.reads('color', 'hs_state_topic', 'hs_value_template') } : {}),
    },
    properties: taken('on', brightness && dim && 'brightness', temperature && warm && 'temperature', color && 'color'),
    actions: [],
  };
};

const fan: Builder = (view, power) => {
  const speed = writable(view, 'speed', 'int');
  const range = rangeOf(speed);
  if (!speed || !range || !power) return undefined;
  const mode = view.property('mode');
  const modes = mode?.format === 'enum' && isWritable(mode) ? Object.keys(mode.values) : undefined;
  const swing = writable(view, 'swing', 'bool');
  return {
    entity: {
      platform: 'fan',
      ...onOff,
      command_topic: power.sets('on'),
      ...power.reads('on', 'state_topic', 'state_value_template'),
      percentage_command_topic: view.sets('speed'),
      speed_range_min: range.min,
      speed_range_max: range.max,
      ...view.reads('speed', 'percentage_state_topic', 'percentage_value_template'),
      ...(modes
        ? {
            preset_modes: modes,
            preset_mode_command_topic: view.sets('mode'),
            ...view.reads('mode', 'preset_mode_state_topic', 'preset_mode_value_template'),
          }
        : {}),
      ...(swing
        ? {
            oscillation_command_topic: view.sets('swing'),
            payload_oscillation_on: 'true',
            payload_oscillation_off: 'false',
            ...view.reads('swing', 'oscillation_state_topic', 'oscillation_value_template'),
          }
        : {}),
    },
    properties: taken('speed', modes && 'mode', swing && 'swing'),
    actions: [],
    power: power.service,
  };
};

const humidifier: Builder = (view, power) => {
  const aim = writable(view, 'aim', 'int');
  const range = rangeOf(aim);
  if (!aim || !range || !power) return undefined;
  return {
    entity: {
      platform: 'humidifier',
      ...onOff,
      command_topic: power.sets('on'),
      ...power.reads('on', 'state_topic', 'state_value_template'),
      target_humidity_command_topic: view.sets('aim'),
      ...template('target_humidity_command_template', aim, 'value'),
      min_humidity: range.min,
      max_humidity: range.max,
      ...view.reads('aim', 'target_humidity_state_topic', 'target_humidity_state_template'),
    },
    properties: ['aim'],
    actions: [],
    power: power.service,
  };
};

/** The words that differ: ours and theirs. */
const fanOnly = ['fan', 'fan_only'] as const;
const blowing = ['blowing', 'fan'] as const;
/** A template that says one word for another, and every other as it is. */
const instead = ([from, to]: readonly [string, string], of: string): string => `{{ '${to}' if ${of} == '${from}' else ${of} }}`;

const thermostat: Builder = (view) => {
  const target = writable(view, 'target', 'float');
  const range = rangeOf(target);
  const mode = view.property('mode');
  if (!target || !range || mode?.format !== 'enum' || !isWritable(mode)) return undefined;
  const doing = view.property('doing')?.format === 'enum';
  return {
    entity: {
      platform: 'climate',
      temperature_unit: 'C',
      temperature_command_topic: view.sets('target'),
      ...template('temperature_command_template', target, 'value'),
      ...view.reads('target', 'temperature_state_topic', 'temperature_state_template'),
      min_temp: range.min,
      max_temp: range.max,
      temp_step: range.step ?? 0.1,
      modes: Object.keys(mode.values).map((word) => (word === fanOnly[0] ? fanOnly[1] : word)),
      mode_command_topic: view.sets('mode'),
      mode_command_template: instead([fanOnly[1], fanOnly[0]], 'value'),
      ...view.reads('mode', 'mode_state_topic', 'mode_state_template', () => instead(fanOnly, 'value_json.value')),
      ...(doing ? view.reads('doing', 'action_topic', 'action_template', () => instead(blowing, 'value_json.value')) : {}),
    },
    properties: taken('target', 'mode', doing && 'doing'),
    actions: [],
  };
};

const cover: Builder = (view) => {
  const position = writable(view, 'position', 'int');
  const range = rangeOf(position);
  if (!position || !range || !has(view, 'open', 'close')) return undefined;
  const motion = view.property('motion')?.format === 'enum';
  const stops = has(view, 'stop');
  return {
    entity: {
      platform: 'cover',
      device_class: 'curtain',
      command_topic: view.runs(),
      payload_open: 'open',
      payload_close: 'close',
      payload_stop: stops ? 'stop' : null,
      set_position_topic: view.sets('position'),
      ...template('set_position_template', position, 'position'),
      position_open: range.max,
      position_closed: range.min,
      ...view.reads('position', 'position_topic', 'position_template'),
      ...(motion
        ? {
            ...view.reads('motion', 'state_topic', 'value_template'),
            state_opening: 'opening',
            state_closing: 'closing',
            state_stopped: 'still',
          }
        : {}),
    },
    properties: taken('position', motion && 'motion'),
    actions: taken('open', 'close', stops && 'stop'),
  };
};

const lock: Builder = (view) => {
  if (view.property('bolt')?.format !== 'enum' || !has(view, 'lock', 'unlock')) return undefined;
  return {
    entity: {
      platform: 'lock',
      command_topic: view.runs(),
      payload_lock: 'lock',
      payload_unlock: 'unlock',
      ...view.reads('bolt', 'state_topic', 'value_template'),
      state_locked: 'locked',
      state_unlocked: 'unlocked',
      state_jammed: 'jammed',
    },
    properties: ['bolt'],
    actions: ['lock', 'unlock'],
  };
};

const outlet: Builder = (view) =>
  writable(view, 'on', 'bool') && {
    entity: {
      platform: 'switch',
      device_class: 'outlet',
      ...onOff,
      command_topic: view.sets('on'),
      ...view.reads('on', 'state_topic', 'value_template'),
    },
    properties: ['on'],
    actions: [],
  };

/** By the type of a standard service. */
export const wholes: Readonly<Record<string, Builder>> = { light, fan, humidifier, thermostat, cover, lock, outlet };
