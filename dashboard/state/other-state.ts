// Whether a service is in another state than a moment ago: what was said of the old one is then out of date.
import type { ServiceSpec } from '#protocol/spec.ts';
import { keyOf } from './device-store.ts';
import type { DeviceState } from './device-store.ts';

type Reports = DeviceState['reports'];

/** States are its words and truths; a number that goes on is none. What was never reported is no other state. */
export function hasOtherState(name: string, { properties }: ServiceSpec, now: Reports, before: Reports): boolean {
  if (now === before) return false;
  return Object.entries(properties).some(([property, { format }]) => {
    const key = keyOf(name, property);
    const isState = format === 'enum' || format === 'bool';
    return isState && before[key] !== undefined && now[key]?.value !== before[key].value;
  });
}
