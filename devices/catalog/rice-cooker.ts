import { condensed, cooker, defineDevice, float, ownService, refuse, vesselAfter } from '../device.ts';

const food = { mass: 1.4, loss: 1.2 }; // kg counted as water, W/K
const strongest = 760; // W
/** Minutes at 55 °C, boiling, and at 92 °C. */
const programmes = {
  rice: { soak: 12, boil: 18, rest: 10 },
  quick: { soak: 0, boil: 20, rest: 4 },
  congee: { soak: 0, boil: 60, rest: 15 },
  soup: { soak: 0, boil: 90, rest: 30 },
};

/** A rice cooker: soaks, boils and rests by its programme, then keeps warm until it is cancelled. */
export const riceCooker = defineDevice({
  model: 'hearth.rice-3',
  vendor: 'hearthpot',
  category: 'rice-cooker',
  rev: 1,
  title: { en: 'Rice cooker', zh: '电饭煲' },
  market: { price: 269, currency: 'CNY', lifeYears: 7, openness: 'O', illustrative: true },
  services: {
    cooker: cooker(),
    pot: ownService('Pot', '内锅', {
      properties: { temperature: float('Temperature', '温度', { unit: 'Cel', range: [0, 120, 1], default: 21 }) },
    }),
  },
  memory: { ...programmes.rice, watts: 0 },
  actions: {
    cooker: {
      cook({ dish }, { cooker }, { memory }) {
        if (cooker.phase === 'cooking') throw refuse('It is cooking already: cancel first', '正在烹饪，请先取消');
        const { soak, boil, rest } = Object.assign(memory, programmes[dish]);
        cooker.phase = 'cooking';
        cooker.remaining = 60 * (soak + boil + rest);
      },
      cancel(_, { cooker }) {
        cooker.phase = 'idle';
        cooker.remaining = 0;
      },
    },
  },
  step({ cooker, pot }, dt, { emit, here, memory }) {
    pot.temperature = vesselAfter(pot.temperature, food, memory.watts, here.temperature, dt);
    if (cooker.phase === 'cooking') cooker.remaining -= dt;
    if (cooker.phase === 'cooking' && cooker.remaining <= 0) {
      cooker.phase = 'warm';
      emit('cooker.done', {});
    }
    const untilRest = cooker.remaining - 60 * memory.rest;
    const stage = untilRest > 60 * memory.boil ? 55 : untilRest > 0 ? 102 : 92; // beyond 100 °C: it boils
    const goal = { idle: 0, cooking: stage, warm: 70 }[cooker.phase];
    const needed = food.loss * (goal - here.temperature) + 90 * (goal - pot.temperature);
    memory.watts = Math.min(strongest, Math.max(0, needed));
    return cooker.phase === 'cooking' ? Math.min(5, cooker.remaining) : 15;
  },
  effects: {
    watts: (_, { memory }) => 0.8 + memory.watts,
    heat: ({ pot }, { here, memory }) => food.loss * (pot.temperature - here.temperature) - memory.watts,
    // What goes in at 100 °C and is not lost leaves as steam.
    moisture: ({ pot }, { here, memory }) =>
      pot.temperature < 100 ? 0 : condensed(Math.max(0, memory.watts - food.loss * (100 - here.temperature))),
  },
});
