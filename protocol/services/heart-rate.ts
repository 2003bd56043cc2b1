import { defineService, int } from './define-service.ts';

/** Pulse of the wearer; 0 while it is not worn. */
export const heartRate = defineService({
  type: 'heart-rate',
  title: ['Heart rate', '心率'],
  icon: 'heart-pulse',
  bridges: { homeAssistant: 'sensor' },
  properties: { bpm: int('Pulse', '脉搏', { unit: '/min', range: [0, 250], volatile: true }) },
});
