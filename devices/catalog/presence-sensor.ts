import { defineDevice, info, int, ownService, presence } from '../device.ts';

/** A millimetre-wave radar: it counts who is there, also those who sit still or sleep. */
export const presenceSensor = defineDevice({
  model: 'sensiva.radar-1',
  vendor: 'sensiva',
  category: 'sensor',
  rev: 1,
  title: { en: 'Presence sensor', zh: '人在传感器' },
  market: { price: 199, currency: 'CNY', lifeYears: 6, openness: 'O', illustrative: true },
  services: {
    presence: presence({ people: true }),
    breath: ownService('Breathing', '呼吸', { properties: { asleep: int('Asleep', '睡着人数', { range: [0, 100] }) } }),
    info: info({ signal: true }),
  },
  start: { info: { firmware: '2.3.0' } },
  memory: { away: 0 }, // seconds since it saw the last of them
  tick: 5,
  step({ breath, info, presence }, dt, { here, memory, random }) {
    memory.away = here.people > 0 ? 0 : memory.away + dt;
    presence.people = here.people;
    breath.asleep = here.present.filter(({ asleep }) => asleep).length;
    presence.occupied = here.people > 0 || (presence.occupied && memory.away < 30);
    if (random.chance(dt / 600)) info.signal = -55 + 3 * random.normal();
  },
  effects: { watts: () => 1.1 },
});
