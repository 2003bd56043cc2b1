import { defineDevice, enumOf, float, light, ownService } from '../device.ts';

const flicker = { none: 0, rainbow: 0, fire: 0.35, breathing: 0 } as const;

/** Five metres of coloured light, 1,200 lm at most. Its effects are its maker's own: no other house's remote knows them. */
export const lightStrip = defineDevice({
  model: 'glow.strip-5m',
  vendor: 'glowline',
  category: 'light',
  rev: 1,
  title: { en: 'Light strip', zh: '灯带' },
  market: { price: 99, currency: 'CNY', lifeYears: 3, openness: 'O', illustrative: true },
  services: {
    light: light({ brightness: true, color: true }),
    effect: ownService('Effects', '灯效', {
      properties: {
        show: enumOf(
          'Effect',
          '灯效',
          { none: ['None', '无'], rainbow: ['Rainbow', '彩虹'], fire: ['Fire', '火焰'], breathing: ['Breathing', '呼吸'] },
          { write: true },
        ),
        pace: float('Pace', '速度', { range: [0.5, 4, 0.5], default: 1, write: true }),
      },
    }),
  },
  memory: { phase: 0, glow: 1 }, // of the effect, 0 to 1; share of the brightness that it lets through now
  set: {
    light: {
      color(_, { effect }) {
        effect.show = 'none'; // a colour by hand stays
      },
    },
    effect: {
      show(show, { light }) {
        if (show !== 'none') light.on = true;
      },
    },
  },
  step({ effect, light }, dt, { memory, random }) {
    const { show, pace } = effect;
    memory.glow = 1 - flicker[show] * random.next();
    if (!light.on || show === 'none') return 60;
    memory.phase = (memory.phase + (dt * pace) / 60) % 1;
    if (show === 'rainbow') light.color = { h: Math.round(360 * memory.phase) % 360, s: 100 };
    if (show === 'fire') light.color = { h: Math.round(random.between(12, 38)), s: 95 };
    if (show === 'breathing') memory.glow = 0.55 - 0.45 * Math.cos(20 * Math.PI * memory.phase);
    return 2;
  },
  effects: {
    light: ({ light }, { memory }) => (light.on ? 12 * light.brightness * memory.glow : 0),
    watts: ({ light }, { memory }) => (light.on ? 0.5 + 0.17 * light.brightness * memory.glow : 0.5),
  },
});
