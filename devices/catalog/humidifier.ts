import { defineDevice, humidifier as humidity, power, refuse, vaporHeat } from '../device.ts';

const tank = 4000; // g of water
const strongest = 300; // g/h

/** An evaporating humidifier: what it adds to the air it takes from its tank, and from the warmth of the room. */
export const humidifier = defineDevice({
  model: 'rill.humidifier-4',
  vendor: 'rillwater',
  category: 'humidifier',
  rev: 1,
  title: { en: 'Humidifier', zh: '加湿器' },
  market: { price: 249, currency: 'CNY', lifeYears: 4, openness: 'O', illustrative: true },
  services: { power: power(), humidity: humidity({ water: true, empty: true }) },
  memory: { flow: 0 }, // g/h
  tick: 15,
  set: {
    power: {
      on(on, { humidity }) {
        if (on && humidity.water <= 0) throw refuse('The tank is empty: fill it first', '水箱已空，请先加水');
      },
    },
  },
  step({ humidity, power }, dt, { here, memory, random }) {
    humidity.water -= (100 * memory.flow * dt) / 3600 / tank;
    if (humidity.water <= 0) power.on = false;
    // Who is in the room and sees that it is empty fills it, in half an hour or so.
    if (humidity.water <= 3 && here.people > 0 && random.chance(dt / 1800)) humidity.water = 100;
    const wanted = humidity.aim - here.humidity;
    memory.flow = power.on ? strongest * Math.min(1, Math.max(0, wanted / 5)) : 0;
  },
  effects: {
    moisture: (_, { memory }) => memory.flow,
    heat: (_, { memory }) => (-memory.flow * vaporHeat) / 3600,
    watts: ({ power }, { memory }) => (power.on ? 3 + (25 * memory.flow) / strongest : 0.3),
    noise: ({ power }, { memory }) => (power.on ? 26 + (12 * memory.flow) / strongest : 0),
  },
});
