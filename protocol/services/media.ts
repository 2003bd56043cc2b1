import { action, defineService, enumOf, maybe, string } from './define-service.ts';

/** What plays sound or pictures. */
export const media = defineService({
  type: 'media',
  title: ['Media', '媒体'],
  icon: 'circle-play',
  bridges: { homeAssistant: 'media_player', matter: [0x0506, 0x050a], homekit: 'Television' },
  properties: {
    playback: enumOf('Playback', '播放状态', {
      stopped: ['Stopped', '已停止'],
      playing: ['Playing', '播放中'],
      paused: ['Paused', '已暂停'],
    }),
    track: string('Title', '节目', { maxLength: 120 }),
    source: maybe(
      enumOf(
        'Source',
        '来源',
        {
          home: ['Home screen', '主屏'],
          live: ['Live TV', '电视直播'],
          film: ['Films', '影视'],
          game: ['Game console', '游戏机'],
          music: ['Music', '音乐'],
          radio: ['Radio', '电台'],
          bluetooth: ['Bluetooth', '蓝牙'],
        },
        { write: true },
      ),
    ),
  },
  actions: {
    play: action('Play', '播放', { idempotent: true }),
    pause: action('Pause', '暂停', { idempotent: true }),
    next: maybe(action('Next', '下一个')),
    previous: maybe(action('Previous', '上一个')),
  },
});
