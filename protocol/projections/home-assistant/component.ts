// The vocabulary of a component of Home Assistant's: where its values are read, where it sets them, and the templates in
// between. Home Assistant reads this home's own topics; only the description and the sets have topics of their own.
import type { PropertySpec, ServiceSpec } from '../../spec.ts';
import { stepOf } from '../../values.ts';
import { topicsOf } from '../../topics.ts';
import type { Thing } from '../projection.ts';
import { foreignTopics } from '../foreign-topics.ts';

/** One entity, as a row of `components` in the discovery message. Keys are Home Assistant's own. */
export type Entity = Readonly<Record<string, unknown>> & { readonly platform: string };
/** With what it is called, and known by. */
export type Component = Entity & { readonly name: string; readonly unique_id: string };

const root = foreignTopics.homeAssistant.root;
export const configTopic = (did: string): string => `${root}/device/${did}/config`;
/** Where a property is set: its value, as `readPayload` reads it. */
export const setTopic = (did: string, service: string, property: string): string => `${root}/device/${did}/${service}/${property}/set`;
/** Where the actions of a service are run: the name of one. A property cannot be called so, for this has a level less. */
export const runTopic = (did: string, service: string): string => `${root}/device/${did}/${service}/run`;

const isReadable = ({ access }: PropertySpec): boolean => access.includes('read');
export const isWritable = ({ access }: PropertySpec): boolean => access.includes('write');

/** How a value stands in a payload of Home Assistant's: as this home writes it. */
function valueTemplate(property: PropertySpec): string {
  switch (property.format) {
    case 'bool':
      return "{{ 'true' if value_json.value else 'false' }}";
    case 'color':
      return '{{ value_json.value.h }},{{ value_json.value.s }}';
    case 'string':
      // A state has at most 255 characters.
      return property.maxLength > 255 ? "{{ value_json.value | truncate(255, true, '') }}" : '{{ value_json.value }}';
    default:
      return '{{ value_json.value }}';
  }
}

/**
 * A slider of Home Assistant's knows no grid and no low end in some places: there the template brings a number to the nearest
 * point, because the hub rounds nobody's numbers. Undefined where the property has no grid.
 */
export function gridTemplate(property: PropertySpec, variable: string): string | undefined {
  const step = stepOf(property);
  if (step === undefined || !('range' in property) || !property.range) return undefined;
  const { min, max } = property.range;
  const whole = [min, step].every(Number.isInteger) ? ' | int' : ' | round(6)';
  const nearest = `((${variable} | float - ${min}) / ${step}) | round * ${step} + ${min}`;
  return `{{ [[${nearest}, ${min}] | max, ${max}] | min${whole} }}`;
}

/** The service of a thing, as a component looks at it. */
export interface View {
  readonly did: string;
  readonly service: string;
  readonly spec: ServiceSpec;
  property(name: string): PropertySpec | undefined;
  /** `{name}_topic` and `{name}_template`, or what they are called there; nothing where the property cannot be read. */
  reads(name: string, topic: string, template: string, change?: (template: string) => string): object;
  /** The topic on which the property is set. */
  sets(name: string): string;
  runs(): string;
  event(name: string): string;
}

export function viewOf({ home, did }: Pick<Thing, 'home' | 'did'>, service: string, spec: ServiceSpec): View {
  const topics = topicsOf(home);
  const property = (name: string): PropertySpec | undefined => (Object.hasOwn(spec.properties, name) ? spec.properties[name] : undefined);
  return {
    ...{ did, service, spec, property },
    reads(name, topic, template, change = (plain) => plain) {
      const schema = property(name);
      if (!schema || !isReadable(schema)) return {};
      return { [topic]: topics.report(did, service, name), [template]: change(valueTemplate(schema)) };
    },
    sets: (name) => setTopic(did, service, name),
    runs: () => runTopic(did, service),
    event: (name) => topics.event(did, service, name),
  };
}
