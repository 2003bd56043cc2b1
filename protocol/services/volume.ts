import { bool, defineService, int } from './define-service.ts';

export const volume = defineService({
  type: 'volume',
  title: ['Volume', '音量'],
  icon: 'volume-2',
  bridges: { homeAssistant: 'number', matter: [0x0008], homekit: 'Speaker' },
  properties: {
    loudness: int('Volume', '音量', { unit: '%', range: [0, 100], default: 30, write: true }),
    muted: bool('Muted', '静音', { write: true }),
  },
});
