// A device as the bench simulates it: 15 values, one of which can be set. Towards both brokers it says the same bytes.
import { topicsOf } from '#protocol/topics.ts';
import type { DeviceSpec, PropertySpec } from '#protocol/spec.ts';
import { openWire, publishPacket } from '../wire.ts';
import type { Wire } from '../wire.ts';
import { didOf, home, secretOf } from '../sides/side.ts';
import type { Door } from '../sides/side.ts';

export const topics = topicsOf(home);
export const service = 'bench';
export const properties = Array.from({ length: 15 }, (_, k) => `p${k}`);

const title = { en: 'Bench', zh: '基准' };
const property: PropertySpec = { format: 'int', range: { min: 0, max: 1_000_000_000 }, access: ['read', 'write'], title };
const text: PropertySpec = { format: 'string', maxLength: 1024, access: ['read'], title };
export const spec: DeviceSpec = {
  ...{ model: 'bench-15', vendor: 'bench', category: 'sensor', title, rev: 1 },
  services: {
    [service]: {
      title,
      properties: Object.fromEntries(properties.map((name) => [name, name === 'p14' ? text : property])),
      actions: {},
      events: { tick: { title, args: { n: { format: 'int', title } }, level: 'info' } },
    },
  },
  // Its maker lets every ecosystem see it.
  market: { price: 1, currency: 'CNY', lifeYears: 1, openness: 'O', illustrative: true },
};

/** The payload of a report: 145 bytes or so. */
export const reportText = (session: string, seq: number, value: number | string): string =>
  `{"v":1,"ts":${Date.now()},"session":"${session}","seq":${seq},"value":${typeof value === 'number' ? value : JSON.stringify(value)},"by":{"kind":"local"}}`;

export interface BenchDevice {
  readonly wire: Wire;
  readonly did: string;
  readonly session: string;
  /** One report as a packet, QoS 1, retained: what a device sends. */
  readonly report: (property: string, value: number | string, id?: number, qos?: 0 | 1) => Buffer;
  readonly nextSeq: () => number;
}
let sessions = 0;

/** CONNECT and SUBSCRIBE, both acknowledged: the part that both brokers can do alike. */
export async function connectDevice(door: Door, n: number): Promise<BenchDevice> {
  const did = didOf(n);
  sessions += 1;
  const session = `s-${process.pid}-${sessions}`;
  const lost = JSON.stringify({ v: 1, state: 'lost', session, reason: 'connection lost' });
  // Bare Aedes would keep it, and searches all that it keeps at every SUBSCRIBE: it is to be measured with nothing kept.
  const will = { topic: topics.state(did), payload: lost, retain: door.kind === 'hub' };
  const wire = await openWire({ tcp: door.mqtt }, { clientId: did, password: secretOf(did), will });
  const device = createDevice(wire, did, session);
  await wire.subscribe([topics.session(did), topics.place(did), topics.cmd(did)]);
  return device;
}

function createDevice(wire: Wire, did: string, session: string): BenchDevice {
  let seq = 0;
  const reportTopics = new Map(properties.map((name) => [name, topics.report(did, service, name)]));
  const nextSeq = () => (seq += 1);
  const device: BenchDevice = {
    ...{ wire, did, session, nextSeq },
    report: (name, value, id = 1, qos = 1) =>
      publishPacket(reportTopics.get(name) ?? '', reportText(session, nextSeq(), value), qos, true, id),
  };
  const resTopic = topics.res(did);
  wire.onPublish = (topic, payload) => {
    if (!topic.endsWith('/cmd')) return;
    const { id, property: name, value } = JSON.parse(payload.toString()) as { id: string; property: string; value: number };
    const result = { v: 1, id, session, took: 0, ok: true, result: {} };
    // The report leaves before the result, in one write with it.
    wire.send(device.report(name, value, 2), publishPacket(resTopic, JSON.stringify(result), 1, false, 3));
  };
  return device;
}

/** The whole way to `ready`: init, announce, the hub's answer, a report of every property. Bare Aedes just keeps the values. */
export async function makeReady(door: Door, device: BenchDevice): Promise<void> {
  const { wire, did, session } = device;
  const state = (name: string, id: number): Buffer =>
    publishPacket(topics.state(did), JSON.stringify({ v: 1, state: name, session, ts: Date.now(), firmware: '1' }), 1, true, id);
  const values = properties.map((name, k) => device.report(name, name === 'p14' ? 'text' : k, 10 + k));
  if (door.kind === 'hub') {
    const onPublish = wire.onPublish;
    const answered = new Promise<void>((resolve, reject) => {
      wire.onPublish = (topic, payload, retained) => {
        if (topic !== topics.session(did)) return onPublish(topic, payload, retained);
        const { accepted } = JSON.parse(payload.toString()) as { accepted: unknown };
        if (accepted === true) resolve();
        else reject(new Error(`not accepted: ${payload.toString()}`));
      };
      wire.onClose = () => reject(new Error('closed before it was accepted'));
    });
    const announce = JSON.stringify({ v: 1, session, firmware: '1', spec });
    wire.send(state('init', 4), publishPacket(topics.announce(did), announce, 1, false, 5));
    await answered;
    wire.onPublish = onPublish;
    wire.onClose = () => undefined;
  }
  const waiting = new Set([6, ...properties.map((_, k) => 10 + k)]);
  await new Promise<void>((resolve, reject) => {
    wire.onPuback = (ids) => {
      for (const id of ids) waiting.delete(id);
      if (waiting.size === 0) resolve();
    };
    wire.onClose = () => reject(new Error('closed before its values were taken'));
    wire.send(...values, state('ready', 6));
  });
  wire.onPuback = () => undefined;
  wire.onClose = () => undefined;
}

export async function openDevice(door: Door, n: number): Promise<BenchDevice> {
  const device = await connectDevice(door, n);
  await makeReady(door, device);
  return device;
}
