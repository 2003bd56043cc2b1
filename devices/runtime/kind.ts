// A type of device as the runtime sees it: what it announces, and how one of it is brought to life, in this thread or another.
import { OmniError } from '#protocol/errors.ts';
import type { DeviceSpec } from '#protocol/spec.ts';
import type { DeviceType } from '../define-device.ts';
import type { Place } from '../world/here.ts';
import { createEngine } from './engine.ts';
import type { Engine, EngineOptions } from './engine-types.ts';

export interface Kind {
  readonly spec: DeviceSpec;
  readonly place: Place;
  openEngine(options: Omit<EngineOptions, 'type'>): Engine;
}

/** Where a device stands. Throws BAD_SPEC for one that would be in the world's place: the simulation's own is, and no other. */
export function ordinaryPlace({ spec, place }: Pick<Kind, 'spec' | 'place'>): Exclude<Place, 'world'> {
  if (place !== 'world') return place;
  throw new OmniError('BAD_SPEC', `${spec.model}: place: 'world' is the simulation's own; use 'room' or 'worn'`);
}

/** A type whose behaviour runs in this thread. */
export const kindOf = (type: DeviceType): Kind => ({
  spec: type.spec,
  place: type.place,
  openEngine: (options) => createEngine({ ...options, type }),
});
