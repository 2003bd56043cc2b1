import { action, bool, defineService, duration } from './define-service.ts';

/** Makes the device be heard or felt, so that it is found again. */
export const finder = defineService({
  type: 'finder',
  title: ['Find it', '查找设备'],
  icon: 'bell-ring',
  bridges: { homeAssistant: 'button', matter: [0x0003] },
  properties: { ringing: bool('Ringing', '响铃中') },
  actions: { find: action('Find', '查找', { in: { seconds: duration('For', '持续', { range: [1, 60, 1], default: 10 }) } }) },
  follows: { find: { progress: 'ringing', ends: [] } },
});
