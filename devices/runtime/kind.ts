// A type of device as the runtime sees it: what it announces, and how one of it is brought to life, in this thread or another.
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

/** A type whose behaviour runs in this thread. */
export const kindOf = (type: DeviceType): Kind => ({
  spec: type.spec,
  place: type.place,
  openEngine: (options) => createEngine({ ...options, type }),
});
