import { battery, defineDevice, drain, lag, smoke } from '../device.ts';

/** A smoke detector: an optical chamber that fine dust fills too, so burnt food sets it off. It can be hushed for ten minutes. */
export const smokeDetector = defineDevice({
  model: 'ember.watch-1',
  vendor: 'emberwatch',
  category: 'smoke-detector',
  rev: 1,
  title: { en: 'Smoke detector', zh: '烟雾报警器' },
  market: { price: 129, currency: 'CNY', lifeYears: 10, openness: 'O', illustrative: true },
  services: { smoke: smoke({ hushed: true, hush: true }), battery: battery() },
  memory: { chamber: 0, testing: false, quiet: 0 }, // µg/m³ inside; seconds that it is still hushed
  tick: 5,
  actions: {
    smoke: {
      *test(_, __, { memory }) {
        memory.testing = true;
        try {
          yield 3;
        } finally {
          memory.testing = false;
        }
      },
      hush: (_, __, { memory }) => void (memory.quiet = 600),
    },
  },
  step({ battery, smoke }, dt, { here, memory }) {
    drain(battery, dt, { hours: 5 * 365 * 24, load: smoke.alarm ? 200 : 1 });
    memory.chamber = lag(memory.chamber, here.pm25, 30, dt);
    memory.quiet = Math.max(0, memory.quiet - dt);
    smoke.alarm = memory.testing || memory.chamber > (smoke.alarm ? 200 : 400);
    smoke.hushed = memory.quiet > 0;
  },
  effects: { noise: ({ smoke }) => (smoke.alarm && !smoke.hushed ? 85 : 0) },
});
