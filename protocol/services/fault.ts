import { action, defineService, enumOf, event, maybe } from './define-service.ts';

/** What is wrong with the device itself, in words that any house understands. */
export const fault = defineService({
  type: 'fault',
  title: ['Fault', '故障'],
  icon: 'triangle-alert',
  bridges: { homeAssistant: 'binary_sensor', matter: [0x0033] },
  properties: {
    problem: enumOf('Problem', '问题', {
      none: ['None', '无'],
      blocked: ['Blocked', '堵塞'],
      overheated: ['Too hot', '过热'],
      empty: ['Empty', '已空'],
      full: ['Full', '已满'],
      sensor: ['Sensor failed', '传感器故障'],
      motor: ['Motor failed', '电机故障'],
    }),
  },
  actions: { clear: maybe(action('It is mended', '已修复', { idempotent: true })) },
  events: { broke: event('A fault', '出现故障', { level: 'warning' }), mended: event('Works again', '已恢复') },
  raises: { broke: ['problem', '!=', 'none'], mended: ['problem', '=', 'none'] },
});
