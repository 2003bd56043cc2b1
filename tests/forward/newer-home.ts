// What a home of a later release might say, protocol version 1 still: new fields everywhere, a format, a service and an
// error code that nobody here has heard of. Topics below the root.

const title = { en: 'Lamp', zh: '台灯', fr: 'Lampe' };
const session = '3f9a61c0d2b4e871';
const id = '01JBMZ6S410000000000000000';

/** The newer lamp's spec: as today's, and what came later. */
export const newerSpec = {
  model: 'dawn.lamp-9',
  vendor: 'dawnworks',
  category: 'light',
  rev: 7,
  title,
  energyLabel: 'A',
  services: {
    light: {
      type: 'light',
      title,
      since: 3,
      properties: {
        on: { format: 'bool', access: ['read', 'write'], title, haptics: 'click' },
        brightness: { format: 'int', access: ['read', 'write'], unit: '%', range: { min: 1, max: 100, curve: 'log' }, default: 80, title },
        beam: { format: 'vector', axes: ['x', 'y', 'z'], access: ['read', 'write'], title },
      },
      actions: { blink: { title, in: { times: { format: 'int', range: { min: 1, max: 10 }, default: 3, title } }, undo: 'stop' } },
      events: { flicker: { title, level: 'info', silence: 60 } },
      raises: { flicker: ['brightness', '<', 5] },
    },
    hologram: { type: 'hologram', title, properties: { image: { format: 'scene-graph', access: ['read'], title } } },
  },
  market: { price: 199, currency: 'CNY', lifeYears: 6, openness: 'O', illustrative: true, repairIndex: 8.1 },
} as const;

const error = {
  code: 'TOO_COLD',
  message: 'The lamp is frozen.',
  outcome: 'not-done',
  hint: 'Warm it.',
  severity: 3,
  say: { en: 'Too cold.', zh: '太冷。', fr: 'Trop froid.' },
};

/** Each with the fields that an old reader must still find. */
export const newerMessages: Readonly<Record<string, { readonly message: object; readonly reads: object }>> = {
  'hub/info': {
    message: {
      v: 1,
      hub: 'hub-1',
      home: 'home',
      build: 'ffff',
      features: ['pairing', 'telepathy'],
      openness: 'open',
      admitted: ['dawnworks'],
      limits: { payloadBytes: 65536, dreams: 7 },
      exposed: false,
      region: 'eu',
    },
    reads: { hub: 'hub-1', features: ['pairing', 'telepathy'], openness: 'open' },
  },
  'hub/state': { message: { v: 1, state: 'ready', since: 1, load: 0.2 }, reads: { state: 'ready' } },
  'dev/d-lamp/place': { message: { v: 1, room: 'bedroom', name: 'Lamp', shelf: 2 }, reads: { room: 'bedroom', name: 'Lamp' } },
  'dev/d-lamp/state': {
    message: { v: 1, state: 'ready', session, ts: 5, firmware: '9.1.0', battery: { level: 4 } },
    reads: { state: 'ready', session },
  },
  'dev/d-lamp/p/light/on': {
    message: {
      v: 1,
      ts: 5,
      session,
      seq: 9,
      value: true,
      by: { kind: 'command', id, person: 'p-anna' },
      confidence: 0.9,
      trace: { hop: 1 },
    },
    reads: { seq: 9, value: true, by: { kind: 'command', id } },
  },
  'dev/d-lamp/e/light/flicker': {
    message: { v: 1, ts: 5, session, seq: 10, args: { depth: 3 }, cause: 'mains' },
    reads: { seq: 10, args: { depth: 3 } },
  },
  'home/rooms/bedroom': {
    message: { v: 1, id: 'bedroom', name: null, order: 1, floor: 2 },
    reads: { id: 'bedroom', name: null, order: 1 },
  },
  'home/nearby/lamp-0009': {
    message: {
      v: 1,
      serial: 'lamp-0009',
      model: 'dawn.lamp-9',
      vendor: 'dawnworks',
      category: 'light',
      title,
      admitted: true,
      since: 1,
      signal: -40,
    },
    reads: { serial: 'lamp-0009', admitted: true },
  },
  'alert/d-lamp/too-cold': {
    message: {
      v: 1,
      id: 'too-cold',
      did: 'd-lamp',
      since: 1,
      level: 'warning',
      code: 'TOO_COLD',
      message: 'Frozen.',
      count: 1,
      picture: 'snow',
    },
    reads: { code: 'TOO_COLD', message: 'Frozen.', level: 'warning' },
  },
  'rpc/p-anna/tab/res': { message: { v: 1, id, ok: false, error, hops: { hub: 1, total: 2, mesh: 1 }, cost: 0 }, reads: { id, ok: false } },
};
