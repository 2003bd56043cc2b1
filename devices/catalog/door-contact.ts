import { battery, contact, defineDevice, drain } from '../device.ts';

/** A magnet and a reed: whether the door of its room is open, or the window where there is no door. */
export const doorContact = defineDevice({
  model: 'iron.contact-1',
  vendor: 'ironbolt',
  category: 'sensor',
  rev: 1,
  title: { en: 'Door sensor', zh: '门窗传感器' },
  market: { price: 49, currency: 'CNY', lifeYears: 5, openness: 'O', illustrative: true },
  services: { contact: contact(), battery: battery() },
  tick: 2,
  step({ battery, contact }, dt, { here }) {
    contact.open = here.doorOpen || here.windowOpen;
    drain(battery, dt, { hours: 2 * 365 * 24 });
  },
});
