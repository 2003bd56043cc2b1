import { bool, defineService } from './define-service.ts';

/** The device's main switch. */
export const power = defineService({
  type: 'power',
  title: ['Power', '电源'],
  icon: 'power',
  bridges: { homeAssistant: 'switch', matter: [0x0006], homekit: 'Switch' },
  properties: { on: bool('On', '开关', { write: true }) },
});
