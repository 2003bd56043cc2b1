// Everything that the author of a device needs, behind one import.
export { defineDevice, refuse } from './define-device.ts';
export { blink } from './parts/blink.ts';
export { charge } from './parts/charge.ts';
export { countDown } from './parts/count-down.ts';
export { drain } from './parts/drain.ts';
export { glide, glideTime } from './parts/glide.ts';
export { lag } from './parts/lag.ts';
export { meter } from './parts/meter.ts';
export { play, skip } from './parts/play.ts';
export { sound } from './parts/sound.ts';
export { wear } from './parts/wear.ts';
export { condensed, coolingCop, dryingShare, heatingCop, vaporHeat } from './world/models/heat-pump.ts';
export { secondsUntil, vesselAfter } from './world/models/vessel.ts';
export {
  action,
  bool,
  color,
  datetime,
  duration,
  enumOf,
  event,
  float,
  int,
  maybe,
  ownService,
  string,
} from '#protocol/services/define-service.ts';
export * from '#protocol/services/index.ts';
