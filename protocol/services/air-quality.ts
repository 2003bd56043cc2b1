import { defineService, float, int, maybe } from './define-service.ts';

/** What a sensor says of the air around it. */
export const airQuality = defineService({
  type: 'air-quality',
  title: ['Air quality', '空气质量'],
  icon: 'wind',
  bridges: { homeAssistant: 'sensor', matter: [0x042a, 0x0402, 0x0405], homekit: 'AirQualitySensor' },
  properties: {
    pm25: int('PM2.5', 'PM2.5', { unit: 'ug/m3', range: [0, 1000] }),
    temperature: maybe(float('Temperature', '温度', { unit: 'Cel', range: [-40, 80, 0.1], default: 20 })),
    humidity: maybe(int('Humidity', '湿度', { unit: '%', range: [0, 100], default: 50 })),
  },
});
