import { activity, battery, charge, defineDevice, drain, finder, heartRate, sleep } from '../device.ts';

/** A fitness band: it knows its wearer's day, and shows it to houses that its maker has licensed. */
export const band = defineDevice({
  model: 'pacemark.band-7',
  vendor: 'pacemark',
  category: 'wearable',
  rev: 1,
  title: { en: 'Fitness band', zh: '运动手环' },
  market: { price: 169, currency: 'CNY', lifeYears: 2, openness: 'V', illustrative: true },
  place: 'worn', // `here` is a person, not a room
  services: {
    heart: heartRate(),
    activity: activity({ energy: true }),
    sleep: sleep({ hours: true }),
    battery: battery({ charging: true }),
    finder: finder(),
  },
  start: { heart: { bpm: 68 }, battery: { charge: 82 } },
  memory: { day: -1 },
  tick: 10,
  actions: {
    finder: {
      *find({ seconds }, { battery, finder }) {
        battery.charge -= 0.05;
        finder.ringing = true;
        try {
          yield seconds;
        } finally {
          finder.ringing = false;
        }
      },
    },
  },
  step({ activity, battery, heart, sleep }, dt, { here, memory, random }) {
    if (here.day !== memory.day) {
      if (memory.day >= 0) activity.steps = activity.energy = 0;
      memory.day = here.day;
    }
    if (here.asleep && sleep.state === 'awake') sleep.hours = 0;
    sleep.state = here.asleep ? 'asleep' : 'awake';
    if (here.asleep) sleep.hours += dt / 3600;
    heart.bpm = here.pulse + random.between(-1, 1);
    activity.steps += (here.cadence * dt) / 60;
    activity.energy += (0.04 * here.cadence * dt) / 60; // about 40 kcal for a thousand steps
    if (battery.charging) charge(battery, dt, { hours: 1.5 });
    else drain(battery, dt, { hours: 14 * 24 });
    // Its wearer puts it on the charger in time, wherever they are.
    battery.charging = battery.charge < 10 || (battery.charging && battery.charge < 100);
  },
});
