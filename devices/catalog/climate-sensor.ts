import { battery, climate, defineDevice, drain, lag } from '../device.ts';

/** Temperature and humidity on a button cell that lasts two years: it wakes every half minute, and its case is slow. */
export const climateSensor = defineDevice({
  model: 'sensiva.climate-1',
  vendor: 'sensiva',
  category: 'sensor',
  rev: 1,
  title: { en: 'Temperature sensor', zh: '温湿度传感器' },
  market: { price: 39, currency: 'CNY', lifeYears: 5, openness: 'O', illustrative: true },
  services: { climate: climate({ humidity: true }), battery: battery() },
  tick: 30,
  step({ battery, climate }, dt, { here }) {
    climate.temperature = lag(climate.temperature, here.temperature, 240, dt);
    climate.humidity = lag(climate.humidity, here.humidity, 90, dt);
    drain(battery, dt, { hours: 2 * 365 * 24 });
  },
});
