import { bool, defineService, event } from './define-service.ts';

/** Water where there should be none. */
export const leak = defineService({
  type: 'leak',
  title: ['Water leak', '漏水'],
  icon: 'droplet',
  bridges: { homeAssistant: 'binary_sensor', matter: [0x0045], homekit: 'LeakSensor' },
  properties: { wet: bool('Water', '有水') },
  events: { found: event('Water on the floor', '地面有水', { level: 'alarm' }), dried: event('Dry again', '已恢复干燥') },
  raises: { found: ['wet', '=', true], dried: ['wet', '=', false] },
});
