import { action, bool, defineService, event, maybe } from './define-service.ts';

export const smoke = defineService({
  type: 'smoke',
  title: ['Smoke', '烟雾'],
  icon: 'flame',
  bridges: { homeAssistant: 'binary_sensor', matter: [0x005c], homekit: 'SmokeSensor' },
  properties: { alarm: bool('Alarm', '警报'), hushed: maybe(bool('Hushed', '已静音')) },
  actions: { test: action('Test the alarm', '测试警报'), hush: maybe(action('Hush', '静音', { idempotent: true })) },
  events: { alarm: event('Smoke', '发现烟雾', { level: 'alarm' }), clear: event('No more smoke', '烟雾已散') },
  raises: { alarm: ['alarm', '=', true], clear: ['alarm', '=', false] },
});
