import { cover, defineDevice, fault, glide, glideTime } from '../device.ts';

const seconds = 20; // from closed to open

/** A curtain with a motor: it takes its time, keeps the daylight out while closed, and seldom catches on something. */
export const curtain = defineDevice({
  model: 'drape.curtain-2',
  vendor: 'drapeline',
  category: 'curtain',
  rev: 1,
  title: { en: 'Curtain', zh: '智能窗帘' },
  market: { price: 459, currency: 'CNY', lifeYears: 8, openness: 'O', illustrative: true },
  services: { cover: cover(), fault: fault() },
  start: { cover: { position: 100 } },
  memory: { at: 100 }, // % open now, on its way to the position asked for
  actions: {
    cover: {
      open: (_, { cover }) => void (cover.position = 100),
      close: (_, { cover }) => void (cover.position = 0),
      stop: (_, { cover }, { memory }) => void (cover.position = memory.at),
    },
  },
  step({ cover, fault }, dt, { memory, random }) {
    const before = memory.at;
    memory.at = glide(before, cover.position, seconds, dt);
    if (memory.at !== before) fault.problem = 'none';
    cover.motion = memory.at === cover.position ? 'still' : memory.at < cover.position ? 'opening' : 'closing';
    if (cover.motion === 'still') return 60;
    if (random.chance(dt / 4000)) {
      fault.problem = 'blocked';
      cover.position = memory.at;
      cover.motion = 'still';
    }
    return 0.25;
  },
  moving: {
    cover: {
      position({ cover }, { memory }) {
        const left = glideTime(memory.at, cover.position, seconds);
        return left > 0 && { value: memory.at, seconds: left };
      },
    },
  },
  effects: {
    shade: (_, { memory }) => 0.95 * (1 - memory.at / 100),
    watts: ({ cover }) => (cover.motion === 'still' ? 0.5 : 24),
    noise: ({ cover }) => (cover.motion === 'still' ? 0 : 38),
  },
});
