import { condensed, coolingCop, defineDevice, dryingShare, energyMeter, fan, heatingCop, meter, thermostat } from '../device.ts';

const strongest = 3500; // W that it moves with the compressor at full speed
const gentlest = 400; // slower it cannot run: then it stops

/** A split air conditioner with an inverter: near its target it runs slower instead of stopping. */
export const airConditioner = defineDevice({
  model: 'frost.split-35',
  vendor: 'frostholm',
  category: 'air-conditioner',
  rev: 1,
  title: { en: 'Air conditioner', zh: '空调' },
  market: { price: 2699, currency: 'CNY', lifeYears: 10, openness: 'T', illustrative: true },
  services: {
    thermostat: thermostat({ target: [16, 30, 0.5] }),
    fan: fan({ speed: [1, 5], swing: true }),
    energy: energyMeter(),
  },
  start: { thermostat: { target: 26 }, fan: { speed: 2 } },
  memory: { cooling: 0, drying: 0, heating: 0 }, // W: out of the air, of which out of its damp; into the air
  tick: 10,
  step({ energy, fan, thermostat }, dt, { here, memory }) {
    const { doing: was, mode, target } = thermostat;
    const inside = here.temperature;
    const outside = here.outdoors.temperature;
    const tooWarm = inside - target;
    // Once stopped it waits until half a degree is missing.
    const cools = (mode === 'cool' || mode === 'auto') && tooWarm > (was === 'cooling' ? -0.3 : 0.5);
    const heats = (mode === 'heat' || mode === 'auto') && -tooWarm > (was === 'heating' ? -0.3 : 0.5);
    thermostat.doing = cools ? 'cooling' : heats ? 'heating' : mode === 'dry' ? 'drying' : mode === 'fan' ? 'blowing' : 'idle';
    // Full power from two degrees on, less the nearer it is.
    const output = (missing: number) => Math.min(strongest, Math.max(gentlest, (strongest * missing) / 2));
    memory.cooling = cools ? output(tooWarm) : mode === 'dry' ? 900 : 0;
    memory.heating = heats ? output(-tooWarm) : 0;
    memory.drying = memory.cooling * dryingShare(here.humidity) * (mode === 'dry' ? 2 : 1);
    const compressor = memory.cooling / coolingCop(inside, outside) + memory.heating / heatingCop(outside, inside);
    meter(energy, dt, mode === 'off' ? 1.5 : compressor + 8 + 6 * fan.speed);
  },
  effects: {
    watts: ({ energy }) => energy.drawn,
    // The room gets what is moved, not what is drawn: the compressor stands outside.
    heat: ({ energy }, { memory }) => memory.heating + memory.drying - memory.cooling - energy.drawn,
    moisture: (_, { memory }) => -condensed(memory.drying),
    noise: ({ fan, thermostat }) => (thermostat.mode === 'off' ? 0 : 22 + 4 * fan.speed),
  },
});
