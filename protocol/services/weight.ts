import { defineService, event, float, maybe } from './define-service.ts';

/** What somebody who stood on it weighed last. */
export const weight = defineService({
  type: 'weight',
  title: ['Weight', '体重'],
  icon: 'scale',
  bridges: { homeAssistant: 'sensor' },
  properties: {
    mass: float('Weight', '体重', { unit: 'kg', range: [0, 300, 0.05] }),
    fat: maybe(float('Body fat', '体脂率', { unit: '%', range: [0, 75, 0.1] })),
  },
  events: { measured: event('Measured', '已称重', { args: { mass: float('Weight', '体重', { unit: 'kg', range: [0, 300, 0.05] }) } }) },
});
