import { defineService, float, int, maybe } from './define-service.ts';

/** How warm and how damp it is where the sensor is. */
export const climate = defineService({
  type: 'climate',
  title: ['Climate', '温湿度'],
  icon: 'thermometer',
  bridges: { homeAssistant: 'sensor', matter: [0x0402, 0x0405], homekit: 'TemperatureSensor' },
  properties: {
    temperature: float('Temperature', '温度', { unit: 'Cel', range: [-40, 80, 0.1], default: 20 }),
    humidity: maybe(int('Humidity', '湿度', { unit: '%', range: [0, 100], default: 50 })),
  },
});
