// What the world's own device is given: the world, its clock, and a way to bring new devices.
import type { HomeClock } from '../runtime/clock.ts';
import type { Controls } from './here.ts';
import type { World } from './world.ts';

export const controlsOf = (world: World, clock: HomeClock, deliver: Controls['deliver']): Controls => ({
  get outdoors() {
    return world.outdoors;
  },
  get hour() {
    return world.hour;
  },
  get speed() {
    return clock.speed;
  },
  get isPaused() {
    return clock.isPaused;
  },
  shift: (minutes) => world.shift(minutes),
  hold: (outdoors) => world.hold(outdoors),
  setSpeed: (speed) => clock.setSpeed(speed),
  pause: (yes) => clock.pause(yes),
  deliver,
});
