import { bool, defineService, event, int, maybe } from './define-service.ts';

/** Something moves before the sensor. Whether somebody is there, moving or not, is `presence`. */
export const motion = defineService({
  type: 'motion',
  title: ['Motion', '人体移动'],
  icon: 'activity',
  bridges: { homeAssistant: 'binary_sensor', matter: [0x0406, 0x0400], homekit: 'MotionSensor' },
  properties: {
    moving: bool('Motion', '有移动'),
    illuminance: maybe(int('Brightness here', '环境光', { unit: 'lx', range: [0, 100000] })),
  },
  events: { detected: event('Motion seen', '检测到移动') },
  raises: { detected: ['moving', '=', true] },
});
