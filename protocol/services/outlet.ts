import { bool, defineService } from './define-service.ts';

/** A socket that something else is plugged into. */
export const outlet = defineService({
  type: 'outlet',
  title: ['Socket', '插座'],
  icon: 'plug',
  bridges: { homeAssistant: 'switch', matter: [0x0006], homekit: 'Outlet' },
  properties: { on: bool('On', '开关', { write: true }), used: bool('Something draws power', '有负载') },
});
