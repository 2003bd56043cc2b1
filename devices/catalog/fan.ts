import { defineDevice, fan as fanService, power } from '../device.ts';

/** A pedestal fan whose maker is no partner of the house: an outsider that any hub may pair once the house is open. */
export const fan = defineDevice({
  model: 'gale.fan-3',
  vendor: 'galeworks',
  category: 'fan',
  rev: 1,
  title: { en: 'Pedestal fan', zh: '落地扇' },
  market: { price: 129, currency: 'CNY', lifeYears: 4, openness: 'O', illustrative: true },
  services: { power: power(), fan: fanService({ speed: [1, 4], mode: ['straight', 'natural'], swing: true }) },
  start: { fan: { speed: 2 } },
  effects: {
    watts: ({ fan, power }) => (power.on ? 6 + 7 * fan.speed : 0.4),
    noise: ({ fan, power }) => (power.on ? 30 + 5 * fan.speed : 0),
  },
});
