import { action, defineService, enumOf, event } from './define-service.ts';

/** A door's lock. Actions rather than a switch: a bolt may jam, and unlocking is never done by the way. */
export const lock = defineService({
  type: 'lock',
  title: ['Lock', '门锁'],
  icon: 'lock',
  bridges: { homeAssistant: 'lock', matter: [0x0101], homekit: 'LockMechanism' },
  properties: {
    bolt: enumOf('State', '状态', { locked: ['Locked', '已上锁'], unlocked: ['Unlocked', '未上锁'], jammed: ['Jammed', '卡住'] }),
  },
  actions: {
    lock: action('Lock', '上锁', { idempotent: true }),
    unlock: action('Unlock', '开锁', { idempotent: true }),
  },
  events: {
    locked: event('Locked', '已上锁'),
    unlocked: event('Unlocked', '已开锁'),
    jammed: event('Lock jammed', '门锁卡住', { level: 'alarm' }),
  },
  raises: { locked: ['bolt', '=', 'locked'], unlocked: ['bolt', '=', 'unlocked'], jammed: ['bolt', '=', 'jammed'] },
});
