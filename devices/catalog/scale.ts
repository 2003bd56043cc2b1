import { battery, defineDevice, drain, ownService, string, weight } from '../device.ts';

/** A bathroom scale. In the morning everybody who is in its room steps on it once; only its maker's app knows who it was. */
export const scale = defineDevice({
  model: 'pacemark.scale-2',
  vendor: 'pacemark',
  category: 'scale',
  rev: 1,
  title: { en: 'Body scale', zh: '体脂秤' },
  market: { price: 99, currency: 'CNY', lifeYears: 5, openness: 'V', illustrative: true },
  services: {
    weight: weight({ fat: true }),
    member: ownService('Household', '家庭成员', { properties: { last: string('Last on it', '上次称重', { maxLength: 64 }) } }),
    battery: battery(),
  },
  memory: { day: -1, weighed: '' }, // who has been on it today
  tick: 20,
  step({ battery, member, weight }, dt, { emit, here, memory, random }) {
    drain(battery, dt, { hours: 365 * 24 });
    if (here.day !== memory.day) {
      memory.day = here.day;
      memory.weighed = '';
    }
    if (here.hour < 5 || here.hour > 11) return;
    const next = here.present.find(({ name, asleep }) => !asleep && !memory.weighed.includes(`|${name}|`));
    if (!next || !random.chance(dt / 120)) return; // after brushing their teeth
    memory.weighed += `|${next.name}|`;
    weight.mass = Math.round((next.mass + 0.05 * random.normal()) * 20) / 20; // on its grid of 50 g
    weight.fat = 21 + 0.35 * (next.mass - 65) + 0.4 * random.normal();
    member.last = next.name;
    battery.charge -= 0.05;
    emit('weight.measured', { mass: weight.mass });
  },
});
