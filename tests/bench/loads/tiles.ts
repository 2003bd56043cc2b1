// A home that never stops talking: devices of several kinds, each reporting its main value ten times a second.
import { airQuality, climate, cover, energyMeter, fan, light, outlet, power } from '#protocol/services/index.ts';
import type { ServiceSpec } from '#protocol/spec.ts';
import { topicsOf } from '#protocol/topics.ts';
import { initialValue } from '#protocol/values.ts';
import { serve } from '../peer.ts';
import { didOf, home, secretOf } from '../sides/side.ts';
import type { Door } from '../sides/side.ts';
import { openWire, publishPacket } from '../wire.ts';
import type { Wire } from '../wire.ts';

const model = 'bench-tile';
const topics = topicsOf(home);
/** Each tile shows the property that moves, on its grid from `low` to `high`. */
interface Kind {
  readonly category: string;
  readonly services: Readonly<Record<string, ServiceSpec>>;
  readonly moving: readonly [service: string, property: string];
  readonly low: number;
  readonly high: number;
  readonly step: number;
}
const kinds: readonly Kind[] = [
  { category: 'light', services: { light: light({ brightness: true }) }, moving: ['light', 'brightness'], low: 1, high: 100, step: 1 },
  { category: 'sensor', services: { climate: climate() }, moving: ['climate', 'temperature'], low: 15, high: 30, step: 0.1 },
  {
    ...{ category: 'smart-plug', services: { outlet: outlet(), energy: energyMeter() } },
    ...{ moving: ['energy', 'drawn'], low: 1, high: 2000, step: 0.1 },
  },
  { category: 'curtain', services: { cover: cover() }, moving: ['cover', 'position'], low: 1, high: 99, step: 1 },
  {
    ...{ category: 'air-purifier', services: { power: power(), air: airQuality(), fan: fan({ mode: ['auto', 'sleep'] }) } },
    ...{ moving: ['air', 'pm25'], low: 5, high: 150, step: 1 },
  },
];
const kindOf = (n: number): Kind => kinds[n % kinds.length] as Kind;
const title = { en: 'Bench', zh: '基准' };
const perSecond = 10;
/** Devices are not in step with each other: a tenth of them speaks every 10 ms. */
const turns = 10;

interface Speaker {
  readonly wire: Wire;
  /** Its next report, as a packet. */
  readonly next: () => Buffer;
}

async function open(door: Door, n: number): Promise<Speaker> {
  const did = didOf(n);
  const { category, services, moving, low, high, step } = kindOf(n);
  const session = `s-${n}`;
  const wire = await openWire({ tcp: door.mqtt }, { clientId: did, password: secretOf(did) });
  let seq = 0;
  const report = (service: string, property: string, value: unknown): Buffer => {
    seq += 1;
    const message = { v: 1, ts: Date.now(), session, seq, value, by: { kind: 'simulation' } };
    return publishPacket(topics.report(did, service, property), JSON.stringify(message), 1, true, (seq % 60_000) + 1);
  };
  const state = (name: string): Buffer =>
    publishPacket(topics.state(did), JSON.stringify({ v: 1, state: name, session, ts: Date.now(), firmware: '1' }), 1, true, 65_000);
  const accepted = new Promise<void>((resolve, reject) => {
    wire.onPublish = (topic, payload) => {
      if (topic !== topics.session(did)) return;
      const { accepted: answer } = JSON.parse(payload.toString()) as { accepted: unknown };
      if (answer === true) resolve();
      else reject(new Error(payload.toString()));
    };
  });
  await wire.subscribe([topics.session(did), topics.place(did), topics.cmd(did)]);
  const spec = { model: `${model}-${n % kinds.length}`, vendor: 'bench', category, title, rev: 1, services };
  wire.send(state('init'), publishPacket(topics.announce(did), JSON.stringify({ v: 1, session, firmware: '1', spec }), 1, false, 65_001));
  await accepted;
  for (const [service, { properties }] of Object.entries(services))
    for (const [property, schema] of Object.entries(properties))
      wire.send(report(service, property, schema.format === 'bool' ? true : initialValue(schema)));
  wire.send(state('ready'));
  const steps = Math.round((high - low) / step);
  let at = n % steps;
  return {
    wire,
    next() {
      at = (at + 1 + (n % 3)) % steps;
      return report(moving[0], moving[1], Number((low + at * step).toFixed(3)));
    },
  };
}

let speakers: readonly Speaker[] = [];
let timer: NodeJS.Timeout | undefined;
let sent = 0;

export const handlers = {
  /** The models that there are: `{model}-0` and on. */
  models: () => ({ model, kinds: kinds.length }),
  async open({ door, devices }: { door: Door; devices: number }): Promise<void> {
    speakers = await Promise.all(Array.from({ length: devices }, (_, n) => open(door, n)));
  },
  /** From now on each speaks ten times a second. */
  start(): void {
    const from = performance.now();
    let turn = 0;
    timer = setInterval(() => {
      // As many turns as are due: a timer that is late catches up, so that the rate holds.
      const due = ((performance.now() - from) / 1000) * perSecond * turns;
      for (; turn < due; turn += 1)
        for (let n = turn % turns; n < speakers.length; n += turns) {
          const speaker = speakers[n];
          if (speaker) speaker.wire.send(speaker.next());
          sent += 1;
        }
    }, 5);
  },
  /** Reports sent so far. */
  sent: (): number => sent,
  stop(): void {
    clearInterval(timer);
  },
};
serve(handlers);
