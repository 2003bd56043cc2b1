import { bool, defineDevice, info, media, ownService, play, power, refuse, skip, sound, volume } from '../device.ts';

const programmes = {
  home: [{ title: 'Home screen', seconds: Infinity }],
  live: ['Evening News', 'City Kitchen', 'Late Match'].map((title) => ({ title, seconds: 2700 })),
  film: ['The Long Corridor', 'Seven Lanterns'].map((title) => ({ title, seconds: 6600 })),
  game: [{ title: 'Game console', seconds: Infinity }],
} as const;

/** A 55-inch television. It works only with houses that its maker has licensed. */
export const tv = defineDevice({
  model: 'brightbay.tv-55',
  vendor: 'brightbay',
  category: 'tv',
  rev: 1,
  title: { en: 'Television', zh: '电视' },
  market: { price: 2999, currency: 'CNY', lifeYears: 7, openness: 'V', illustrative: true },
  services: {
    power: power(),
    media: media({ source: ['home', 'live', 'film', 'game'], next: true, previous: true }),
    volume: volume(),
    // Paintings and the time on the dark screen: the picture on the wall that one would miss elsewhere.
    ambient: ownService('Ambient mode', '氛围屏', { properties: { on: bool('When off', '关机后显示', { write: true }) } }),
    info: info(),
  },
  start: { media: { track: 'Home screen' }, ambient: { on: true }, info: { firmware: '4.2.1' } },
  memory: { track: 0, at: 0 },
  tick: 30,
  guard: ({ service, name }, { power }) =>
    service === 'media' && name !== 'source' && !power.on && refuse('The television is off', '电视已关闭'),
  set: {
    media: {
      source(source, { media, power }, { memory }) {
        power.on = true;
        media.playback = 'playing';
        skip(media, memory, programmes[source], -memory.track);
      },
    },
    power: { on: (on, { media }) => void (media.playback = on ? 'playing' : 'stopped') },
  },
  actions: {
    media: {
      play: (_, { media }) => void (media.playback = 'playing'),
      pause: (_, { media }) => void (media.playback = 'paused'),
      next: (_, { media }, { memory }) => skip(media, memory, programmes[media.source], 1),
      previous: (_, { media }, { memory }) => skip(media, memory, programmes[media.source], -1),
    },
  },
  step({ media }, dt, { memory }) {
    if (media.playback === 'playing') play(media, memory, programmes[media.source], dt);
  },
  effects: {
    watts: ({ ambient, power }) => (power.on ? 95 : ambient.on ? 28 : 0.5),
    light: ({ ambient, power }) => (power.on ? 450 : ambient.on ? 60 : 0),
    noise: ({ media, volume }) => (media.playback === 'playing' ? sound(volume, 38, 80) : 0),
  },
});
