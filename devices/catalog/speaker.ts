import { countDown, defineDevice, media, play, skip, sound, timer, volume } from '../device.ts';

const album = [
  { title: 'Paper Boats', seconds: 214 },
  { title: 'Night Tram', seconds: 187 },
  { title: 'Rain on the Balcony', seconds: 252 },
  { title: 'Green Tea', seconds: 165 },
];

/** A speaker with a list that begins again at its end, and a timer to fall asleep to. Its maker is no partner of the house. */
export const speaker = defineDevice({
  model: 'voxhall.one',
  vendor: 'voxhall',
  category: 'speaker',
  rev: 1,
  title: { en: 'Speaker', zh: '音箱' },
  market: { price: 349, currency: 'CNY', lifeYears: 6, openness: 'T', illustrative: true },
  services: { media: media({ next: true, previous: true }), volume: volume(), timer: timer() },
  start: { media: { track: 'Paper Boats' } },
  memory: { track: 0, at: 0 },
  actions: {
    media: {
      play: (_, { media }) => void (media.playback = 'playing'),
      pause: (_, { media }) => void (media.playback = 'paused'),
      next: (_, { media }, { memory }) => skip(media, memory, album, 1),
      previous: (_, { media }, { memory }) => skip(media, memory, album, -1),
    },
    timer: {
      begin: ({ seconds }, { timer }) => void (timer.countdown = seconds),
      cancel: (_, { timer }) => void (timer.countdown = 0),
    },
  },
  step({ media, timer }, dt, { emit, memory }) {
    if (media.playback === 'playing') play(media, memory, album, dt);
    if (countDown(timer, dt)) {
      media.playback = 'stopped';
      emit('timer.elapsed', {});
    }
    return timer.countdown > 0 ? Math.min(5, timer.countdown) : 5;
  },
  effects: {
    watts: ({ media, volume }) => (media.playback === 'playing' ? 3 + 0.1 * volume.loudness : 1.2),
    noise: ({ media, volume }) => (media.playback === 'playing' ? sound(volume, 40, 85) : 0),
  },
});
