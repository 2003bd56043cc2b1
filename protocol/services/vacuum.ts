import { action, defineService, enumOf, event, float, int, maybe, string } from './define-service.ts';

/** A robot that cleans floors. `clean` answers at once; `progress` tells how far it is. */
export const vacuum = defineService({
  type: 'vacuum',
  title: ['Vacuum', '扫地'],
  icon: 'bot',
  bridges: { homeAssistant: 'vacuum', matter: [0x0054, 0x0055, 0x0061] },
  properties: {
    state: enumOf('State', '状态', {
      docked: ['Docked', '在基座'],
      cleaning: ['Cleaning', '清扫中'],
      paused: ['Paused', '已暂停'],
      returning: ['Returning', '回充中'],
      jammed: ['Jammed', '被卡住'],
      /** At the dock in the middle of a job: it goes on by itself. */
      recharging: ['Charging, then goes on', '充电后继续'],
    }),
    progress: int('Progress', '进度', { unit: '%', range: [0, 100] }),
    area: float('Cleaned', '已清扫', { unit: 'm2', range: [0, 1000, 0.1] }),
    room: maybe(string('Room', '所在房间', { maxLength: 64 })),
  },
  actions: {
    clean: action('Clean', '开始清扫', {
      in: {
        mode: enumOf(
          'Suction',
          '吸力',
          { quiet: ['Quiet', '安静'], standard: ['Standard', '标准'], strong: ['Strong', '强力'] },
          { default: 'standard' },
        ),
        /** The id of a room; empty: all that are lived in. */
        where: string('Where', '清扫区域', { maxLength: 64, default: '' }),
      },
    }),
    dock: action('Back to the dock', '回充', { idempotent: true }),
    pause: maybe(action('Pause', '暂停', { idempotent: true })),
    free: action('It is free again', '已解除卡住', { idempotent: true }),
  },
  events: {
    finished: event('Finished cleaning', '清扫完成'),
    jammed: event('Stuck: please help', '被卡住，请帮忙', { level: 'warning' }),
  },
  raises: { jammed: ['state', '=', 'jammed'] },
  follows: { clean: { progress: 'progress', ends: ['docked', 'jammed'] } },
});
