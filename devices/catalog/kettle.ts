import { condensed, defineDevice, enumOf, heater, ownService, refuse, secondsUntil, vesselAfter } from '../device.ts';

const water = { mass: 1.5, loss: 1.5 }; // kg, W/K
const strongest = 1800; // W
const vapour = 0.3; // share of the loss that leaves as steam
const degrees = { water: 100, black: 95, oolong: 90, green: 80 } as const;

/** An electric kettle: the water takes the time that physics gives it, and then it switches itself off. */
export const kettle = defineDevice({
  model: 'hearth.kettle-15',
  vendor: 'hearthpot',
  category: 'kettle',
  rev: 1,
  title: { en: 'Kettle', zh: '电热水壶' },
  market: { price: 149, currency: 'CNY', lifeYears: 4, openness: 'O', illustrative: true },
  services: {
    heater: heater({ keep: true }),
    brew: ownService('Brew', '冲泡', {
      properties: {
        leaf: enumOf(
          'For',
          '用途',
          { water: ['Boiling', '开水'], black: ['Black tea', '红茶'], oolong: ['Oolong', '乌龙茶'], green: ['Green tea', '绿茶'] },
          { write: true },
        ),
      },
    }),
  },
  memory: { watts: 0 },
  set: { brew: { leaf: (leaf, { heater }) => void (heater.goal = degrees[leaf]) } },
  actions: {
    heater: {
      start(_, { heater }) {
        if (heater.content >= heater.goal - 2) throw refuse('The water is hot enough already', '水已经够热了');
        heater.heat = 'heating';
      },
      stop: (_, { heater }) => void (heater.heat = 'idle'),
    },
  },
  step({ heater }, dt, { emit, here, memory }) {
    heater.content = vesselAfter(heater.content, water, memory.watts, here.temperature, dt);
    const missing = heater.goal - heater.content;
    if (heater.heat === 'heating' && missing < 1e-6) {
      heater.heat = heater.keep ? 'keeping' : 'idle';
      emit('heater.done', {});
    }
    const holding = Math.max(0, water.loss * (heater.goal - here.temperature) + 100 * missing);
    memory.watts = { idle: 0, heating: strongest, keeping: Math.min(strongest, holding) }[heater.heat];
    if (heater.heat === 'idle') return 60;
    // Never beyond the moment in which it is hot enough.
    return heater.heat === 'heating' ? Math.min(2, secondsUntil(heater.goal, heater.content, water, strongest, here.temperature)) : 5;
  },
  effects: {
    watts: (_, { memory }) => 0.3 + memory.watts,
    // The water takes what the socket gives; the room gets what the water loses.
    heat: ({ heater }, { here, memory }) => (1 - vapour) * water.loss * (heater.content - here.temperature) - memory.watts,
    moisture: ({ heater }, { here }) => condensed(Math.max(0, vapour * water.loss * (heater.content - here.temperature))),
    noise: (_, { memory }) => (memory.watts > 1000 ? 62 : 0),
  },
});
