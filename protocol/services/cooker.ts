import { action, defineService, duration, enumOf, event } from './define-service.ts';

/** What cooks by a programme of its own. */
export const cooker = defineService({
  type: 'cooker',
  title: ['Cooking', '烹饪'],
  icon: 'cooking-pot',
  bridges: { homeAssistant: 'sensor', matter: [0x0048, 0x0049] },
  properties: {
    phase: enumOf('State', '状态', { idle: ['Idle', '待机'], cooking: ['Cooking', '烹饪中'], warm: ['Keeping warm', '保温中'] }),
    remaining: duration('Left', '剩余时间', { range: [0, 43200, 1] }),
  },
  actions: {
    cook: action('Cook', '开始烹饪', {
      in: {
        dish: enumOf('Dish', '菜单', {
          rice: ['Rice', '米饭'],
          quick: ['Quick rice', '快煮饭'],
          congee: ['Congee', '粥'],
          soup: ['Soup', '汤'],
        }),
      },
    }),
    cancel: action('Cancel', '取消', { idempotent: true }),
  },
  events: { done: event('Ready to eat', '可以开饭了') },
  follows: { cook: { progress: 'remaining', ends: ['done', 'idle'] } },
});
