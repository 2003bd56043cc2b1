import { defineService, int, maybe, string } from './define-service.ts';

/** What the device is made of. Says nothing about what it can do, so portability does not count it. */
export const info = defineService({
  type: 'info',
  title: ['About', '关于'],
  icon: 'info',
  bridges: { homeAssistant: 'sensor', matter: [0x0028], homekit: 'AccessoryInformation' },
  properties: {
    firmware: string('Firmware', '固件版本', { maxLength: 40, default: '1.0.0' }),
    signal: maybe(int('Signal', '信号强度', { unit: '%', range: [0, 100], default: 80 })),
  },
});
