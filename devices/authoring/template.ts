// The file that `npm run new-device` writes: it runs as it is, and its comments teach.

const words = (slug: string): string => slug.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase());
const camel = (slug: string): string => slug.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** `library`: how the file imports the author's entry, from where it lies. */
export const template = (
  name: string,
  library: string,
): string => `import { action, defineDevice, event, float, ownService, power, refuse } from '${library}';

/** Save this file while the home runs, and its devices follow: what it announces, what it does, what it remembers. */
export const ${camel(name)} = defineDevice({
  model: 'homemade.${name}-1', // what the maker calls it; model, vendor and category stay once it is paired
  vendor: 'homemade',
  category: '${name}',
  rev: 1, // raised by itself while the home watches this file; raise it before you publish a change
  title: { en: '${words(name)}', zh: '${words(name)}' }, // fill in both languages: people read this
  market: { price: 99, currency: 'CNY', lifeYears: 4, openness: 'O', illustrative: true }, // what the Strategy lens counts

  // What it has. A standard service brings titles, units and a card; ownService makes one of its own.
  services: {
    power: power(),
    supply: ownService('Supply', '存量', {
      properties: { level: float('Left', '剩余', { unit: '%', range: [0, 100, 1], default: 100 }) },
      actions: { refill: action('Refill', '补充', { idempotent: true }) },
      events: { low: event('Nearly empty', '即将用尽', { level: 'warning' }) },
      raises: { low: ['level', '<=', 10] }, // the event comes when this becomes true
    }),
  },
  start: { power: { on: true } },
  memory: { uses: 0 }, // what it knows and does not tell; kept over saving and restart

  // A write is stored by itself. Only what does more needs a function: here, saying no in words.
  guard: ({ service, name }, { power }) =>
    service === 'supply' && name === 'refill' && power.on && refuse('Switch it off to refill it', '请先关闭再补充'),

  // Every action of the services above. An assignment is the report.
  actions: {
    supply: {
      refill(_, { supply }, { memory }) {
        supply.level = 100;
        memory.uses += 1;
      },
    },
  },

  // What time does: dt in seconds. It may return the seconds until it wants to be called again.
  step({ power, supply }, dt) {
    if (power.on) supply.level -= (100 * dt) / (8 * 3600); // empty after eight hours
    return 10;
  },

  // What it does to its room: the energy meter and the air are counted from here.
  effects: { watts: ({ power }) => (power.on ? 5 : 0.3) },
});
`;
