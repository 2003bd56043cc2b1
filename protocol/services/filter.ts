import { action, defineService, event, float, maybe } from './define-service.ts';

/** A part that wears and is replaced. */
export const filter = defineService({
  type: 'filter',
  title: ['Filter', '滤芯'],
  icon: 'filter',
  bridges: { homeAssistant: 'sensor', matter: [0x0071], homekit: 'FilterMaintenance' },
  properties: { life: float('Life left', '剩余寿命', { unit: '%', range: [0, 100, 1], default: 100 }) },
  actions: { reset: maybe(action('Filter replaced', '已更换滤芯', { idempotent: true })) },
  events: { worn: event('Filter worn', '滤芯用尽', { level: 'warning' }) },
  raises: { worn: ['life', '<=', 5] },
});
