import { action, defineService, duration, event } from './define-service.ts';

/** Counts down, then tells. */
export const timer = defineService({
  type: 'timer',
  title: ['Timer', '定时器'],
  icon: 'timer',
  bridges: { homeAssistant: 'sensor' },
  properties: { countdown: duration('Left', '剩余', { range: [0, 86400, 1] }) },
  actions: {
    begin: action('Start', '开始计时', { in: { seconds: duration('For', '时长', { range: [1, 86400, 1], default: 300 }) } }),
    cancel: action('Cancel', '取消', { idempotent: true }),
  },
  events: { elapsed: event('Time is up', '时间到') },
  follows: { begin: { progress: 'countdown', ends: ['elapsed'] } },
});
