import { bool, defineService, event } from './define-service.ts';

/** Whether a door or a window is open. */
export const contact = defineService({
  type: 'contact',
  title: ['Door or window', '门窗'],
  icon: 'door-open',
  bridges: { homeAssistant: 'binary_sensor', matter: [0x0045], homekit: 'ContactSensor' },
  properties: { open: bool('Open', '打开') },
  events: { opened: event('Opened', '已打开'), closed: event('Closed', '已关闭') },
  raises: { opened: ['open', '=', true], closed: ['open', '=', false] },
});
