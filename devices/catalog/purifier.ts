import { airQuality, bool, defineDevice, fan, filter, ownService, power, refuse, wear } from '../device.ts';

/** An air purifier that really cleans the room's air: up to 400 m³/h, as middle-class models print on their boxes. */
export const purifier = defineDevice({
  model: 'clearway.purifier-2',
  vendor: 'clearway',
  category: 'air-purifier',
  rev: 1,
  title: { en: 'Air purifier', zh: '空气净化器' },
  market: { price: 899, currency: 'CNY', lifeYears: 8, openness: 'T', illustrative: true },
  services: {
    power: power(),
    air: airQuality({ temperature: true, humidity: true }),
    fan: fan({ speed: [1, 10], mode: ['auto', 'sleep', 'favourite'] }),
    filter: filter({ reset: true }),
    // Its maker's own: no standard service says it, so no other house's remote will.
    lock: ownService('Child lock', '童锁', { properties: { on: bool('Child lock', '童锁', { write: true }) } }),
  },
  start: { power: { on: true }, fan: { speed: 3 } },
  tick: 5,
  // A child lock bars the buttons on the device; who holds the phone gets through.
  guard: ({ origin }, { lock }) => origin === 'hand' && lock.on && refuse('The child lock is on', '童锁已开启'),
  set: {
    fan: {
      speed(_, { fan, power }) {
        if (!power.on) throw refuse('The purifier is off: switch it on first', '净化器已关闭，请先开机');
        fan.mode = 'favourite';
      },
    },
  },
  actions: {
    filter: {
      reset(_, { filter }) {
        filter.life = 100;
      },
    },
  },
  step({ air, fan, filter, power }, dt, { here }) {
    air.pm25 = here.pm25;
    air.temperature = here.temperature;
    air.humidity = here.humidity;
    if (!power.on) return;
    if (fan.mode === 'sleep') fan.speed = 1;
    if (fan.mode === 'auto') fan.speed = Math.ceil(here.pm25 / 15);
    wear(filter, dt, { hours: 2400, load: fan.speed / 10 });
  },
  effects: {
    cleanAir: ({ fan, filter, power }) => (power.on ? 40 * fan.speed * (0.5 + filter.life / 200) : 0),
    watts: ({ fan, power }) => (power.on ? 4 + 4.5 * fan.speed : 0.5),
    noise: ({ fan, power }) => (power.on ? 28 + 3.4 * fan.speed : 0),
  },
});
