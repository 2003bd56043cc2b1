import { bool, defineService, enumOf, int, maybe } from './define-service.ts';

/** What moves air. `speed` is a level of the device's own scale, not a percentage. */
export const fan = defineService({
  type: 'fan',
  title: ['Fan', '风扇'],
  icon: 'fan',
  bridges: { homeAssistant: 'fan', matter: [0x0202], homekit: 'Fanv2' },
  properties: {
    speed: int('Fan level', '风量档位', { range: [1, 100], write: true }),
    mode: maybe(
      enumOf(
        'Mode',
        '模式',
        {
          auto: ['Auto', '自动'],
          sleep: ['Sleep', '睡眠'],
          favourite: ['Favourite', '最爱'],
          straight: ['Straight wind', '直吹风'],
          natural: ['Natural wind', '自然风'],
          turbo: ['Turbo', '强力'],
        },
        { write: true },
      ),
    ),
    swing: maybe(bool('Swing', '摇头', { write: true })),
  },
});
