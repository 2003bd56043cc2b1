import { battery, defineDevice, drain, leak } from '../device.ts';

/** Two contacts on the floor that water joins. They have to dry before it says so. */
export const leakSensor = defineDevice({
  model: 'sensiva.leak-1',
  vendor: 'sensiva',
  category: 'sensor',
  rev: 1,
  title: { en: 'Water-leak sensor', zh: '水浸传感器' },
  market: { price: 45, currency: 'CNY', lifeYears: 5, openness: 'O', illustrative: true },
  services: { leak: leak(), battery: battery() },
  memory: { dry: 60 }, // seconds since there was water
  tick: 5,
  step({ battery, leak }, dt, { here, memory }) {
    memory.dry = here.wet ? 0 : memory.dry + dt;
    leak.wet = memory.dry < 60;
    drain(battery, dt, { hours: 3 * 365 * 24 });
  },
  effects: { noise: ({ leak }) => (leak.wet ? 75 : 0) },
});
