import { defineService, enumOf, float } from './define-service.ts';

/** What keeps a room at a temperature. `doing` is what it does about it now, whatever was asked for. */
export const thermostat = defineService({
  type: 'thermostat',
  title: ['Thermostat', '温控'],
  icon: 'thermometer-sun',
  bridges: { homeAssistant: 'climate', matter: [0x0201], homekit: 'Thermostat' },
  properties: {
    target: float('Target', '目标温度', { unit: 'Cel', range: [5, 35, 0.5], default: 24, write: true }),
    mode: enumOf(
      'Mode',
      '模式',
      {
        off: ['Off', '关闭'],
        auto: ['Auto', '自动'],
        cool: ['Cool', '制冷'],
        heat: ['Heat', '制热'],
        dry: ['Dry', '除湿'],
        fan: ['Fan only', '送风'],
      },
      { write: true },
    ),
    doing: enumOf('Now', '当前', {
      idle: ['Idle', '待机'],
      cooling: ['Cooling', '制冷中'],
      heating: ['Heating', '制热中'],
      drying: ['Drying', '除湿中'],
      blowing: ['Blowing', '送风中'],
    }),
  },
});
