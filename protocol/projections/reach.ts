// What a house shows of a device to other ecosystems. It follows from the house's openness and from what the device's maker
// allows, and from nothing else: openness takes two here as well.
import type { Openness } from '../envelopes.ts';
import { declarations } from '../services/declarations.ts';
import type { DeviceSpec, OpennessClass } from '../spec.ts';

type Reach = 'none' | 'standard' | 'all';

/** Class T goes as far as it would with the house's release: its standard services. */
const reachTable = {
  closed: { O: 'none', T: 'none', V: 'none' },
  bridged: { O: 'all', T: 'none', V: 'none' },
  open: { O: 'all', T: 'standard', V: 'none' },
} as const satisfies Record<Openness, Record<OpennessClass, Reach>>;

const cut = new WeakMap<DeviceSpec, DeviceSpec>();

/** Its standard services only; the same object for the same spec. */
function standardPart(spec: DeviceSpec): DeviceSpec {
  const known = cut.get(spec);
  if (known) return known;
  const services = Object.entries(spec.services).filter(([, { type }]) => type !== undefined && declarations.has(type));
  const part = { ...spec, services: Object.fromEntries(services) };
  cut.set(spec, part);
  return part;
}

/** The part of a spec that others see; undefined: they do not see the device. One that claims no class promises nothing: it is held as V. */
export function shownPart(spec: DeviceSpec, openness: Openness): DeviceSpec | undefined {
  const reach: Reach = reachTable[openness][spec.market?.openness ?? 'V'];
  return reach === 'none' ? undefined : reach === 'all' ? spec : standardPart(spec);
}
