import { action, bool, color, defineService, duration, enumOf, int, maybe } from './define-service.ts';

/** A lamp. `fade`: seconds that a change of brightness takes; while it lasts, reports of brightness carry target and until. */
export const light = defineService({
  type: 'light',
  title: ['Light', '灯光'],
  icon: 'lightbulb',
  bridges: { homeAssistant: 'light', matter: [0x0006, 0x0008, 0x0300], homekit: 'Lightbulb' },
  properties: {
    on: bool('On', '开关', { write: true }),
    brightness: maybe(int('Brightness', '亮度', { unit: '%', range: [1, 100], default: 80, write: true })),
    temperature: maybe(int('Colour temperature', '色温', { unit: 'K', range: [2000, 6500], default: 4000, write: true })),
    color: maybe(color('Colour', '颜色', { default: { h: 40, s: 100 }, write: true })),
    mode: maybe(enumOf('Shows', '显示', { white: ['White', '白光'], color: ['Colour', '彩光'] })),
    fade: maybe(duration('Fade', '渐变时间', { range: [0, 30, 0.1], default: 1, write: true })),
  },
  actions: {
    blink: maybe(action('Blink', '闪烁', { in: { times: int('Times', '次数', { range: [1, 10], default: 3 }) } })),
  },
});
