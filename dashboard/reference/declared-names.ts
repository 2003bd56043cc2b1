import type { Declaration } from '#protocol/services/define-service.ts';

/** What a standard service may have, by name. */
export const declaredNames = ({ properties, actions = {}, events = {} }: Declaration) => ({
  properties: Object.keys(properties),
  actions: Object.keys(actions),
  events: Object.keys(events),
});
