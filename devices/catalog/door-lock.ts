import { battery, bool, defineDevice, drain, duration, lock, ownService, refuse } from '../device.ts';

/** A lock on the front door: who comes home unlocks it by hand, it locks by itself behind them, and seldom its bolt jams. */
export const doorLock = defineDevice({
  model: 'iron.bolt-3',
  vendor: 'ironbolt',
  category: 'lock',
  rev: 1,
  title: { en: 'Door lock', zh: '智能门锁' },
  market: { price: 1299, currency: 'CNY', lifeYears: 6, openness: 'T', illustrative: true },
  services: {
    lock: lock(),
    auto: ownService('Auto-lock', '自动上锁', {
      properties: {
        on: bool('Lock by itself', '自动上锁', { write: true, default: true }),
        after: duration('After', '延时', { range: [5, 300, 5], default: 30, write: true }),
      },
    }),
    battery: battery(),
  },
  memory: { closed: 0 }, // seconds since the door was closed, or unlocked from afar
  actions: {
    lock: {
      *lock(_, { battery, lock }, { here, random }) {
        if (here.doorOpen) throw refuse('The door is open: close it first', '门未关，请先关门');
        if (lock.bolt === 'locked') return;
        battery.charge -= 0.01;
        yield 0.4; // the motor
        lock.bolt = random.chance(0.005) ? 'jammed' : 'locked';
        if (lock.bolt === 'jammed') throw refuse('The bolt is jammed: push the door and try again', '锁舌卡住，请推紧门后重试');
      },
      *unlock(_, { battery, lock }, { memory }) {
        if (lock.bolt === 'unlocked') return;
        battery.charge -= 0.01;
        yield 0.4;
        memory.closed = 0; // the time to open the door begins now
        lock.bolt = 'unlocked';
      },
    },
  },
  step({ auto, battery, lock }, dt, { here, memory, random }) {
    drain(battery, dt, { hours: 300 * 24 });
    memory.closed = here.doorOpen ? 0 : memory.closed + dt;
    // Who opens the door has a key, a finger or the handle inside.
    if (here.doorOpen) lock.bolt = 'unlocked';
    else if (auto.on && lock.bolt === 'unlocked' && memory.closed >= auto.after) lock.bolt = random.chance(0.005) ? 'jammed' : 'locked';
    return 5;
  },
});
