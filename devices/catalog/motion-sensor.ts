import { battery, defineDevice, drain, motion } from '../device.ts';

const hold = 60; // seconds that it goes on saying so after the last movement

/** A passive infrared sensor: it sees who moves, not who sits still, and how bright it is. */
export const motionSensor = defineDevice({
  model: 'sensiva.pir-2',
  vendor: 'sensiva',
  category: 'sensor',
  rev: 1,
  title: { en: 'Motion sensor', zh: '人体传感器' },
  market: { price: 79, currency: 'CNY', lifeYears: 5, openness: 'O', illustrative: true },
  services: { motion: motion({ illuminance: true }), battery: battery() },
  memory: { still: hold }, // seconds since something moved
  tick: 5,
  step({ battery, motion }, dt, { here, memory }) {
    memory.still = here.moving ? 0 : memory.still + dt;
    motion.moving = memory.still < hold;
    motion.illuminance = here.lux;
    drain(battery, dt, { hours: 2 * 365 * 24 });
  },
});
