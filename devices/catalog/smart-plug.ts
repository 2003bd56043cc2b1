import { defineDevice, energyMeter, enumOf, meter, outlet, ownService } from '../device.ts';

const loads = [
  { looks: 'lamp', watts: 14, light: 1300 },
  { looks: 'heater', watts: 1200, light: 0 },
  { looks: 'charger', watts: 45, light: 0 },
] as const;

/** A plug with a meter. What stands behind it follows from its seed: a standing lamp, a heater with a thermostat, a charger. */
export const smartPlug = defineDevice({
  model: 'watt.plug-m',
  vendor: 'wattwise',
  category: 'smart-plug',
  rev: 1,
  title: { en: 'Smart plug', zh: '智能插座' },
  market: { price: 69, currency: 'CNY', lifeYears: 6, openness: 'O', illustrative: true },
  services: {
    outlet: outlet(),
    energy: energyMeter({ voltage: true, zero: true }),
    // Its maker guesses from the current what is plugged in.
    appliance: ownService('Appliance', '电器识别', {
      properties: {
        looks: enumOf('Looks like', '看起来是', {
          none: ['Nothing', '无'],
          lamp: ['A lamp', '灯具'],
          heater: ['A heater', '取暖器'],
          charger: ['A charger', '充电器'],
        }),
      },
    }),
  },
  memory: { load: -1, warm: false },
  tick: 30,
  actions: { energy: { zero: (_, { energy }) => void (energy.used = 0) } },
  step({ appliance, energy, outlet }, dt, { here, memory, random }) {
    if (memory.load < 0) memory.load = Math.floor(random.between(0, loads.length));
    const load = loads[memory.load];
    // A heater's own thermostat: off at 23 °C, on again at 21 °C.
    memory.warm = load?.looks === 'heater' && here.temperature > (memory.warm ? 21 : 23);
    const watts = load && outlet.on && !memory.warm ? load.watts : 0;
    energy.voltage = 220 + 4 * Math.sin((here.hour * Math.PI) / 6) + random.between(-1, 1);
    meter(energy, dt, watts + 0.5); // and half a watt of its own
    outlet.used = watts > 0;
    if (load && outlet.used) appliance.looks = load.looks;
  },
  effects: {
    watts: ({ energy }) => energy.drawn,
    light: ({ outlet }, { memory }) => (outlet.used ? (loads[memory.load]?.light ?? 0) : 0),
  },
});
