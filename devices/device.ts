// Everything that the author of a device needs, behind one import.
export { defineDevice, refuse } from './define-device.ts';
export { blink } from './parts/blink.ts';
export { charge } from './parts/charge.ts';
export { drain } from './parts/drain.ts';
export { glide, glideTime } from './parts/glide.ts';
export { wear } from './parts/wear.ts';
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
