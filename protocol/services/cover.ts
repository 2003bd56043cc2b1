import { action, defineService, enumOf, int } from './define-service.ts';

/** A curtain or a blind: 0 % is closed, 100 % open. While it moves, reports carry target and until. */
export const cover = defineService({
  type: 'cover',
  title: ['Curtain', '窗帘'],
  icon: 'blinds',
  bridges: { homeAssistant: 'cover', matter: [0x0102], homekit: 'WindowCovering' },
  properties: {
    position: int('Open', '开合度', { unit: '%', range: [0, 100], write: true }),
    motion: enumOf('Now', '当前', { still: ['Still', '静止'], opening: ['Opening', '打开中'], closing: ['Closing', '关闭中'] }),
  },
  actions: {
    open: action('Open', '打开', { idempotent: true }),
    close: action('Close', '关闭', { idempotent: true }),
    stop: action('Stop', '停止', { idempotent: true }),
  },
});
