// A property, an action or an event by what it is, whatever it is for: the entity that every member has which no entity of its
// service has taken.
import type { ActionSpec, PropertySpec } from '../../spec.ts';
import { stepOf } from '../../values.ts';
import { classOfMember, classOfUnit, growing, unitText } from './classes.ts';
import { isWritable } from './component.ts';
import type { Entity, View } from './component.ts';

/** Home Assistant shows a number of 1 to 100 where nothing else is said; ours may be any. */
const anyNumber = { min: -1e9, max: 1e9, step: 0.001 };

function unitOf(property: PropertySpec): Parameters<typeof unitText>[0] | undefined {
  return property.format === 'duration' ? 's' : 'unit' in property ? property.unit : undefined;
}

function classOf(type: string | undefined, name: string, property: PropertySpec): string | undefined {
  const unit = unitOf(property);
  return classOfMember[`${type ?? ''}/${name}`] ?? (unit === undefined ? undefined : classOfUnit[unit]);
}

const when = <T>(value: T | undefined, key: string): object => (value === undefined ? {} : { [key]: value });

function settable(property: PropertySpec): Entity | undefined {
  switch (property.format) {
    case 'bool':
      return { platform: 'switch', payload_on: 'true', payload_off: 'false' };
    case 'enum':
      return { platform: 'select', options: Object.keys(property.values) };
    case 'string':
      return { platform: 'text', min: 0, max: Math.min(property.maxLength, 255) };
    case 'int':
    case 'float':
    case 'duration': {
      const { min, max } = property.range ?? anyNumber;
      const unit = unitOf(property);
      const step = stepOf(property) ?? anyNumber.step;
      return { platform: 'number', min, max, step, mode: 'auto', ...when(unit && unitText(unit), 'unit_of_measurement') };
    }
    // No entity has a colour without a lamp, or takes a time.
    case 'color':
    case 'datetime':
      return undefined;
  }
}

function readable(type: string | undefined, name: string, property: PropertySpec): Entity | undefined {
  const known = classOf(type, name, property);
  switch (property.format) {
    case 'bool':
      return { platform: 'binary_sensor', payload_on: 'true', payload_off: 'false', ...when(known, 'device_class') };
    case 'enum':
      return { platform: 'sensor', device_class: 'enum', options: Object.keys(property.values) };
    case 'string':
      return { platform: 'sensor' };
    case 'datetime':
      return { platform: 'sensor', device_class: 'timestamp' };
    case 'color':
      return undefined;
    default: {
      const unit = unitOf(property);
      const text = unit === undefined ? undefined : unitText(unit);
      const state = unit !== undefined && growing.has(unit) ? 'total_increasing' : 'measurement';
      return { platform: 'sensor', state_class: state, ...when(text, 'unit_of_measurement'), ...when(known, 'device_class') };
    }
  }
}

/** Undefined: Home Assistant has no entity for it (docs/bridges.md). */
export function propertyEntity(view: View, name: string, property: PropertySpec): Entity | undefined {
  const type = view.spec.type;
  if (!isWritable(property)) {
    const entity = readable(type, name, property);
    return entity && { ...entity, ...view.reads(name, 'state_topic', 'value_template') };
  }
  const entity = settable(property);
  const state = view.reads(name, 'state_topic', 'value_template');
  if (entity) return { ...entity, command_topic: view.sets(name), ...state };
  // It can at least be seen.
  const seen = Object.keys(state).length > 0 ? readable(type, name, property) : undefined;
  return seen && { ...seen, ...state };
}

/** A button sends one word: an action that needs to be told something has none. */
export function actionEntity(view: View, name: string, action: ActionSpec): Entity | undefined {
  const needs = Object.values(action.in).some(({ default: standard }) => standard === undefined);
  return needs ? undefined : { platform: 'button', command_topic: view.runs(), payload_press: name };
}

export const eventEntity = (view: View, name: string): Entity => ({
  platform: 'event',
  state_topic: view.event(name),
  event_types: [name],
  value_template: `{{ dict(value_json.args, event_type='${name}') | to_json }}`,
});
