import { defineService, event, int, maybe, float } from './define-service.ts';

/** What moistens or dries a room's air to a humidity. */
export const humidifier = defineService({
  type: 'humidifier',
  title: ['Humidifier', '加湿'],
  icon: 'droplets',
  bridges: { homeAssistant: 'humidifier', homekit: 'HumidifierDehumidifier' },
  properties: {
    aim: int('Target humidity', '目标湿度', { unit: '%', range: [30, 80, 5], default: 50, write: true }),
    water: maybe(float('Water left', '剩余水量', { unit: '%', range: [0, 100, 1], default: 100 })),
  },
  events: { empty: maybe(event('Out of water', '缺水', { level: 'warning' })) },
  raises: { empty: ['water', '<=', 3] },
});
