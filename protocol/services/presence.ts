import { bool, defineService, event, int, maybe } from './define-service.ts';

/** Whether somebody is in the room, moving or not. */
export const presence = defineService({
  type: 'presence',
  title: ['Presence', '有人'],
  icon: 'user-round-check',
  bridges: { homeAssistant: 'binary_sensor', matter: [0x0406], homekit: 'OccupancySensor' },
  properties: {
    occupied: bool('Somebody is here', '有人'),
    people: maybe(int('People', '人数', { range: [0, 100] })),
  },
  events: { came: event('Somebody came', '有人进入'), left: event('Everybody left', '人已离开') },
  raises: { came: ['occupied', '=', true], left: ['occupied', '=', false] },
});
