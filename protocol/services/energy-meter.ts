import { action, defineService, float, maybe } from './define-service.ts';

/** Electric power as it is drawn, and energy since the meter was last set to zero. */
export const energyMeter = defineService({
  type: 'energy-meter',
  title: ['Energy', '用电'],
  icon: 'gauge',
  bridges: { homeAssistant: 'sensor', matter: [0x0090, 0x0091] },
  properties: {
    drawn: float('Power', '功率', { unit: 'W', range: [0, 10000, 0.1], volatile: true }),
    used: float('Energy', '电量', { unit: 'kW.h', range: [0, 1000000, 0.001] }),
    voltage: maybe(float('Voltage', '电压', { unit: 'V', range: [0, 500, 0.1], default: 220, volatile: true })),
  },
  actions: { zero: maybe(action('Set to zero', '清零', { idempotent: true })) },
});
