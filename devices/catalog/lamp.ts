import { blink, defineDevice, glide, glideTime, light } from '../device.ts';

/** A desk lamp that fades. Light and power figures: a 9 W LED lamp of about 800 lm, as printed on common boxes. */
export const lamp = defineDevice({
  model: 'dawn.lamp-1',
  vendor: 'dawnworks',
  category: 'light',
  rev: 1,
  title: { en: 'Desk lamp', zh: '台灯' },
  market: { price: 169, currency: 'CNY', lifeYears: 5, openness: 'O', illustrative: true },
  services: { light: light({ brightness: true, temperature: [2700, 6500, 50], color: true, mode: true, fade: true, blink: true }) },
  memory: { output: 0 }, // % of full light, on its way to the brightness asked for
  set: {
    light: {
      temperature(_, { light }) {
        light.mode = 'white';
      },
      color(_, { light }) {
        light.mode = 'color';
      },
    },
  },
  actions: { light: { blink: ({ times }, { light }) => blink(light, times) } },
  step({ light }, dt, { memory }) {
    const target = light.on ? light.brightness : 0;
    memory.output = glide(memory.output, target, light.fade, dt);
    return memory.output === target ? 60 : 0.1; // seconds until it wants to be called again
  },
  moving: {
    light: {
      brightness({ light }, { memory }) {
        const seconds = glideTime(memory.output, light.brightness, light.fade);
        return light.on && seconds > 0 && { value: memory.output, seconds };
      },
    },
  },
  effects: { light: (_, { memory }) => 8.06 * memory.output, watts: (_, { memory }) => 0.4 + 0.09 * memory.output },
});
