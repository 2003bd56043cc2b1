import { action, bool, defineService, enumOf, event, float, maybe } from './define-service.ts';

/** What heats its own content, such as a kettle: water or food, not a room. */
export const heater = defineService({
  type: 'heater',
  title: ['Heating', '加热'],
  icon: 'flame-kindling',
  bridges: { homeAssistant: 'water_heater', matter: [0x0201], homekit: 'HeaterCooler' },
  properties: {
    heat: enumOf('State', '状态', {
      idle: ['Idle', '待机'],
      heating: ['Heating', '加热中'],
      keeping: ['Keeping warm', '保温中'],
    }),
    content: float('Content', '当前温度', { unit: 'Cel', range: [0, 120, 1], default: 20 }),
    goal: float('Heat to', '加热至', { unit: 'Cel', range: [40, 100, 5], default: 100, write: true }),
    keep: maybe(bool('Keep warm', '保温', { write: true })),
  },
  actions: { start: action('Heat', '开始加热'), stop: action('Stop', '停止', { idempotent: true }) },
  events: { done: event('Hot', '已加热完成') },
  follows: { start: { progress: 'content', ends: ['done', 'idle'] } },
});
