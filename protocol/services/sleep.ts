import { defineService, enumOf, event, float, maybe } from './define-service.ts';

/** Whether the wearer sleeps; routines listen to its two events. */
export const sleep = defineService({
  type: 'sleep',
  title: ['Sleep', '睡眠'],
  icon: 'moon',
  bridges: { homeAssistant: 'binary_sensor', homekit: 'OccupancySensor' },
  properties: {
    state: enumOf('State', '状态', { awake: ['Awake', '清醒'], asleep: ['Asleep', '睡着'] }),
    hours: maybe(float('Slept this night', '本次睡眠', { unit: 'h', range: [0, 24, 0.1] })),
  },
  events: { asleep: event('Fell asleep', '已入睡'), awake: event('Woke up', '已醒来') },
  raises: { asleep: ['state', '=', 'asleep'], awake: ['state', '=', 'awake'] },
});
