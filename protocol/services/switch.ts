import { bool, defineService, enumOf, event, maybe } from './define-service.ts';

/** A switch on the wall, or a relay: it turns on something other than itself. A device's own main switch is `power`. */
export const wallSwitch = defineService({
  type: 'switch',
  title: ['Switch', '开关'],
  icon: 'toggle-left',
  bridges: { homeAssistant: 'switch', matter: [0x0006, 0x003b], homekit: 'Switch' },
  properties: { on: bool('On', '开关', { write: true }) },
  events: {
    pressed: maybe(
      event('Pressed', '被按下', {
        args: { press: enumOf('Press', '按法', { single: ['Once', '单击'], double: ['Twice', '双击'], long: ['Long', '长按'] }) },
      }),
    ),
  },
});
