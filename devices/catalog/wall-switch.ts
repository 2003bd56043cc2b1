import { defineDevice, info, wallSwitch as relaySwitch } from '../device.ts';

/** A switch in the wall, before an ordinary ceiling light of 18 W and 1,600 lm. Who sits in the dark gets up and presses it. */
export const wallSwitch = defineDevice({
  model: 'watt.switch-1',
  vendor: 'wattwise',
  category: 'switch',
  rev: 1,
  title: { en: 'Wall switch', zh: '墙壁开关' },
  market: { price: 89, currency: 'CNY', lifeYears: 10, openness: 'O', illustrative: true },
  services: { switch: relaySwitch({ pressed: true }), info: info({ signal: true }) },
  start: { info: { firmware: '1.4.0' } },
  tick: 20,
  step({ info, switch: relay }, dt, { emit, here, random }) {
    if (random.chance(dt / 600)) info.signal = 72 + 3 * random.normal();
    const somebody = here.present.some(({ asleep }) => !asleep);
    const isWanted = somebody && (relay.on || here.lux < 20);
    // It takes a person some minutes to be bothered by the dark, or to go to sleep.
    if (isWanted === relay.on || here.people === 0 || !random.chance(dt / 180)) return;
    relay.on = isWanted;
    emit('switch.pressed', { press: 'single' });
  },
  effects: {
    watts: ({ switch: relay }) => (relay.on ? 18.4 : 0.4),
    light: ({ switch: relay }) => (relay.on ? 1600 : 0),
  },
});
