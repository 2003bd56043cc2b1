import { bool, defineService, event, float, maybe } from './define-service.ts';

export const battery = defineService({
  type: 'battery',
  title: ['Battery', '电池'],
  icon: 'battery-medium',
  bridges: { homeAssistant: 'sensor', matter: [0x002f], homekit: 'Battery' },
  properties: {
    charge: float('Charge', '电量', { unit: '%', range: [0, 100, 1], default: 100 }),
    charging: maybe(bool('Charging', '充电中')),
  },
  events: { low: event('Battery low', '电量低', { level: 'warning' }) },
  raises: { low: ['charge', '<=', 15] },
});
