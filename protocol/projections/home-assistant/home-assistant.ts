// Home Assistant's MQTT discovery (https://www.home-assistant.io/integrations/mqtt/#device-discovery-payload): one retained
// message describes a device and all its entities. Values and states are read from this home's own topics, by templates;
// what Home Assistant sets comes on topics beside the description.
import { OmniError } from '../../errors.ts';
import type { ServiceSpec } from '../../spec.ts';
import { topicsOf } from '../../topics.ts';
import type { ForeignRequest, Projection, Thing } from '../projection.ts';
import { actionEntity, eventEntity, propertyEntity } from './by-format.ts';
import { wholes } from './by-service.ts';
import type { Whole } from './by-service.ts';
import { configTopic, isWritable, runTopic, viewOf } from './component.ts';
import type { Component, Entity, View } from './component.ts';
import { readPayload } from './payloads.ts';

export interface Projected {
  readonly components: Readonly<Record<string, Component>>;
  /** Keys of the members that Home Assistant has no entity for. */
  readonly leftOut: readonly string[];
}

/** Unique in a Home Assistant that several homes share. */
const idOf = ({ home, did }: Pick<Thing, 'home' | 'did'>, ...key: string[]): string => ['omnihome', home, did, ...key].join('_');

/** The service that switches the whole device, if it has exactly one. */
function powerOf(thing: Pick<Thing, 'home' | 'did' | 'spec'>): View | undefined {
  const found = Object.entries(thing.spec.services).filter(([, { type }]) => type === 'power');
  const [first] = found;
  if (!first || found.length > 1) return undefined;
  const on = first[1].properties.on;
  return on?.format === 'bool' && isWritable(on) ? viewOf(thing, ...first) : undefined;
}

/** All entities of a device. Their keys are slugs joined by `_`, which no slug has: so no two are the same. */
export function componentsOf(thing: Pick<Thing, 'home' | 'did' | 'spec'>): Projected {
  const components: Record<string, Component> = {};
  const leftOut: string[] = [];
  const power = powerOf(thing);
  let powerTaken = false;
  const parts: [service: string, spec: ServiceSpec, whole: Whole | undefined][] = [];
  for (const [service, spec] of Object.entries(thing.spec.services)) {
    const build = spec.type !== undefined && Object.hasOwn(wholes, spec.type) ? wholes[spec.type] : undefined;
    // The device is switched by one entity: the first that takes it.
    const whole: Whole | undefined = build?.(viewOf(thing, service, spec), powerTaken ? undefined : power);
    powerTaken ||= whole?.power !== undefined;
    parts.push([service, spec, whole]);
  }
  for (const [service, spec, whole] of parts) {
    const view = viewOf(thing, service, spec);
    const add = (member: string, title: string, entity: Entity | undefined): void => {
      const key = `${service}_${member}`;
      if (!entity) leftOut.push(key);
      else components[key] = { ...entity, name: title, unique_id: idOf(thing, key) };
    };
    const titleOf = (title: string): string => (title === spec.title.en ? title : `${spec.title.en}: ${title}`);
    if (whole) components[service] = { ...whole.entity, name: spec.title.en, unique_id: idOf(thing, service) };
    for (const [name, property] of Object.entries(spec.properties)) {
      if (whole?.properties.includes(name) || (powerTaken && service === power?.service && name === 'on')) continue;
      add(name, titleOf(property.title.en), propertyEntity(view, name, property));
    }
    for (const [name, action] of Object.entries(spec.actions)) {
      if (whole?.actions.includes(name)) continue;
      // A property of the service may be called the same.
      add(`${name}_run`, titleOf(action.title.en), actionEntity(view, name, action));
    }
    for (const [name, event] of Object.entries(spec.events)) add(`${name}_event`, titleOf(event.title.en), eventEntity(view, name));
  }
  return { components, leftOut };
}

/** What was refused of what Home Assistant asked: the alert says why. */
const refusals = (thing: Pick<Thing, 'home' | 'did'>): Component => ({
  platform: 'event',
  name: 'Refused',
  unique_id: idOf(thing, 'refused'),
  entity_category: 'diagnostic',
  state_topic: topicsOf(thing.home).alert(thing.did, 'foreign-set'),
  event_types: ['refused'],
  value_template: "{{ dict(event_type='refused', code=value_json.code, message=value_json.message) | to_json if value else '' }}",
});

export function discoveryMessage(thing: Pick<Thing, 'home' | 'did' | 'spec' | 'name'>): object {
  const { home, did, spec, name } = thing;
  return {
    device: {
      identifiers: [idOf(thing)],
      name: name ?? spec.title.en,
      manufacturer: spec.vendor,
      model: spec.title.en,
      model_id: spec.model,
    },
    origin: { name: 'Omnihome' },
    availability: [
      {
        topic: topicsOf(home).state(did),
        value_template: "{{ 'online' if value_json.state == 'ready' else 'offline' }}",
      },
    ],
    qos: 1,
    components: { ...componentsOf(thing).components, refused: refusals(thing) },
  };
}

function parseSet({ did, spec }: Pick<Thing, 'did' | 'spec'>, topic: string, payload: string): ForeignRequest {
  const [service = '', member = '', last] = topic.slice(runTopic(did, '').indexOf('//') + 1).split('/');
  const known = Object.hasOwn(spec.services, service) ? spec.services[service] : undefined;
  const list = (group: object): string => `It has: ${Object.keys(group).join(', ') || 'none'}`;
  if (!known) throw new OmniError('NO_SUCH_SERVICE', `${did} has no service "${service}".`, { path: 'service', hint: list(spec.services) });
  if (last === undefined) {
    if (!Object.hasOwn(known.actions, payload))
      throw new OmniError('NO_SUCH_ACTION', `${service} has no action ${JSON.stringify(payload.slice(0, 60))}.`, {
        path: 'action',
        hint: list(known.actions),
      });
    return { op: 'device.action', args: { service, action: payload, in: {} } };
  }
  const property = Object.hasOwn(known.properties, member) ? known.properties[member] : undefined;
  if (!property)
    throw new OmniError('NO_SUCH_PROPERTY', `${service} has no property "${member}".`, { path: 'property', hint: list(known.properties) });
  return { op: 'device.set', args: { service, property: member, value: readPayload(property, payload) } };
}

export const homeAssistant: Projection = {
  name: 'homeAssistant',
  *standing(thing) {
    yield { topic: configTopic(thing.did), payload: () => JSON.stringify(discoveryMessage(thing)) };
  },
  *told(thing, change) {
    if (change.kind === 'described') yield { topic: configTopic(thing.did), payload: JSON.stringify(discoveryMessage(thing)) };
  },
  parseSet,
};
