import { defineService, float, int, maybe } from './define-service.ts';

/** What the wearer has done since midnight. */
export const activity = defineService({
  type: 'activity',
  title: ['Activity', '活动'],
  icon: 'footprints',
  bridges: { homeAssistant: 'sensor' },
  properties: {
    steps: int('Steps today', '今日步数', { unit: '{steps}', range: [0, 200000] }),
    energy: maybe(float('Energy today', '今日消耗', { unit: 'kcal', range: [0, 20000, 1] })),
  },
});
