import { airQuality, bool, defineDevice, lag, ownService } from '../device.ts';

/** An air monitor on the sideboard. A fan draws air over a laser, so dust shows within a minute; its case warms up slowly. */
export const airMonitor = defineDevice({
  model: 'clearway.monitor-1',
  vendor: 'clearway',
  category: 'air-monitor',
  rev: 1,
  title: { en: 'Air monitor', zh: '空气检测仪' },
  market: { price: 299, currency: 'CNY', lifeYears: 4, openness: 'T', illustrative: true },
  services: {
    air: airQuality({ temperature: true, humidity: true }),
    screen: ownService('Screen', '屏幕', { properties: { on: bool('Screen', '屏幕', { write: true, default: true }) } }),
  },
  tick: 5,
  step({ air }, dt, { here }) {
    air.pm25 = lag(air.pm25, here.pm25, 20, dt);
    air.temperature = lag(air.temperature, here.temperature, 300, dt);
    air.humidity = lag(air.humidity, here.humidity, 120, dt);
  },
  effects: { watts: ({ screen }) => (screen.on ? 2.5 : 1.2), light: ({ screen }) => (screen.on ? 3 : 0) },
});
