import { bool, defineDevice, glide, glideTime, light, ownService } from '../device.ts';

/** A ceiling lamp for a whole room: white light from warm to cold, 2,800 lm from 32 W, and a moonlight of its own. */
export const ceilingLamp = defineDevice({
  model: 'dawn.ceiling-2',
  vendor: 'dawnworks',
  category: 'light',
  rev: 1,
  title: { en: 'Ceiling lamp', zh: '吸顶灯' },
  market: { price: 299, currency: 'CNY', lifeYears: 8, openness: 'O', illustrative: true },
  services: {
    light: light({ brightness: true, temperature: [2700, 6000, 100], fade: true }),
    moon: ownService('Moonlight', '月光', { properties: { on: bool('Moonlight', '月光', { write: true }) } }),
  },
  memory: { output: 0 }, // % of full light, on its way to the brightness asked for
  set: {
    moon: {
      on(on, { light }) {
        if (on) light.on = true;
      },
    },
    light: {
      brightness(_, { moon }) {
        moon.on = false; // somebody wants to see
      },
    },
  },
  step({ light, moon }, dt, { memory }) {
    if (!light.on) moon.on = false;
    const target = !light.on ? 0 : moon.on ? 0.5 : light.brightness;
    memory.output = glide(memory.output, target, light.fade, dt);
    return memory.output === target ? 60 : 0.1;
  },
  moving: {
    light: {
      brightness({ light, moon }, { memory }) {
        const seconds = glideTime(memory.output, light.brightness, light.fade);
        return light.on && !moon.on && seconds > 0 && { value: memory.output, seconds };
      },
    },
  },
  effects: { light: (_, { memory }) => 28 * memory.output, watts: (_, { memory }) => 0.5 + 0.32 * memory.output },
});
