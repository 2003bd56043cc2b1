// What happens in the home, as it happens: one line of JSON for each report, event and change of state, over MQTT.
import type { MqttClient } from 'mqtt';
import { eventMessageSchema, reportSchema, stateSchema } from '#protocol/envelopes.ts';
import { OmniError } from '#protocol/errors.ts';
import { parseTopic, topicsOf } from '#protocol/topics.ts';
import { enter } from '../command.ts';
import type { Command } from '../command.ts';
import type { Door } from '../door.ts';
import { noHub } from '../ending.ts';
import { findDevice } from '../find.ts';

/** A message as a line; undefined for what is none of these. */
function lineOf(home: string, topic: string, text: string, nameOf: (did: string) => string): object | undefined {
  const route = parseTopic(home, topic);
  if (route?.kind !== 'report' && route?.kind !== 'event' && route?.kind !== 'state') return undefined;
  const { did } = route;
  const head = { kind: route.kind, did, name: nameOf(did) };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // Cleared: its device has been removed.
    return undefined;
  }
  switch (route.kind) {
    case 'report': {
      const report = reportSchema.safeParse(json).data;
      if (!report) return undefined;
      const { value, target, ts, by } = report;
      return { ...head, service: route.service, property: route.property, value, ...(target === undefined ? {} : { target }), ts, by };
    }
    case 'event': {
      const event = eventMessageSchema.safeParse(json).data;
      return event && { ...head, service: route.service, event: route.event, args: event.args, ts: event.ts };
    }
    case 'state': {
      const state = stateSchema.safeParse(json).data;
      return state && { ...head, state: state.state, ...(state.ts === undefined ? {} : { ts: state.ts }) };
    }
  }
}

/** Over the hub's own HTTP port, so that one address is enough. Errors: UNAUTHENTICATED; Ending, where no hub answers. */
async function connect({ hub, remote }: Door, stop: AbortSignal): Promise<MqttClient> {
  const { default: mqtt } = await import('mqtt');
  const client = mqtt.connect(`${hub.replace(/^http/, 'ws')}/mqtt`, {
    protocolVersion: 4,
    clientId: `${remote.client}.w${process.pid.toString(36)}`,
    username: remote.client,
    password: remote.secret,
    reconnectPeriod: 0,
    connectTimeout: 8_000,
    timerVariant: 'native',
  });
  await new Promise<void>((resolve, reject) => {
    const end = (error: Error): void => {
      client.end(true);
      reject(error);
    };
    client.once('connect', () => resolve());
    client.on('error', (error) => {
      const refused = 'code' in error && (error.code === 4 || error.code === 5);
      end(refused ? new OmniError('UNAUTHENTICATED', 'The home does not know this remote.') : noHub(`No hub answers at ${hub}.`, error));
    });
    client.once('close', () => end(noHub(`${hub} ended the connection.`)));
    stop.addEventListener('abort', () => {
      client.end(true);
      resolve();
    });
  });
  return client;
}

export const watch: Command = {
  usage: '[DEVICE]',
  about: 'Prints reports, events and states as they come, one line of JSON each, until it is interrupted.',
  flags: ['now', 'count'],
  words: [0, 1],
  places: ['device'],
  async run(context) {
    const { io, flags, words } = context;
    const door = enter(context);
    const [{ home }, { devices }] = await Promise.all([door.call('hub.info', {}), door.call('device.list', {})]);
    const names = new Map(devices.map(({ did, name }) => [did, name]));
    const did = words[0] === undefined ? '+' : findDevice(devices, words[0]).did;
    const client = await connect(door, io.stop);
    if (io.stop.aborted) return undefined;
    let left = flags.count ?? Infinity;
    await new Promise<void>((resolve, reject) => {
      const end = (error?: Error): void => {
        client.removeAllListeners('message');
        client.end(true);
        if (error) reject(error);
        else resolve();
      };
      io.stop.addEventListener('abort', () => end());
      client.on('close', () => end(noHub(`${door.hub} ended the connection.`)));
      client.on('message', (topic, payload, { retain }) => {
        if (retain && !flags.now) return;
        const line = lineOf(home, topic, payload.toString(), (key) => names.get(key) ?? key);
        if (!line) return;
        io.out(`${JSON.stringify(line)}\n`);
        left -= 1;
        if (left <= 0) end();
      });
      const { root } = topicsOf(home);
      const wanted = ['p/#', 'e/#', 'state'].map((leaf) => `${root}/dev/${did}/${leaf}`);
      client.subscribe(wanted, { qos: 1 }, (error, granted) => {
        // The hub grants all or says why not: nobody waits for what will never come.
        if (error || granted?.some(({ qos }) => qos > 2)) end(new OmniError('FORBIDDEN', 'The home does not let this remote watch.'));
      });
    });
    return undefined;
  },
};
