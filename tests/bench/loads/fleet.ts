// Many simulated devices in one process, as the runtime runs them: engine, session, repeats, state on disk.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OmniError } from '#protocol/errors.ts';
import type { Catalogue } from '#devices/catalogue.ts';
import { defineDevice, int, ownService } from '#devices/device.ts';
import { createHost } from '#devices/host.ts';
import type { Host } from '#devices/host.ts';
import { makeBox } from '#devices/runtime/factory.ts';
import { kindOf } from '#devices/runtime/kind.ts';
import { serve } from '../peer.ts';
import { didOf, home, secretOf, usage } from '../sides/side.ts';
import { wait } from '../stats.ts';

/** One report every ten seconds, each one more than the last: a lost one leaves a gap. */
const counter = defineDevice({
  ...{ model: 'bench.counter', vendor: 'bench', category: 'sensor', rev: 1, title: { en: 'Counter', zh: '计数器' } },
  services: { counter: ownService('Counter', '计数器', { properties: { count: int('Count', '计数', { range: [0, 1_000_000_000] }) } }) },
  tick: 10,
  step({ counter: own }, dt) {
    if (dt > 0) own.count += 1;
  },
});
const kind = kindOf(counter);
const catalogue: Catalogue = {
  names: () => ['counter'],
  load(name) {
    if (name !== 'counter') throw new OmniError('BAD_ARGS', `there is no ${name}`);
    return Promise.resolve(kind);
  },
  use: () => () => undefined,
};

let host: Host | undefined;

export const handlers = {
  /** Devices `from` to `from + count - 1`, paired already: their files say so, and the hub's registry has their secrets. */
  async start({ mqtt, data, from, count }: { mqtt: number; data: string; from: number; count: number }): Promise<void> {
    mkdirSync(data, { recursive: true });
    const serials = Array.from({ length: count }, (_, k) => didOf(from + k));
    for (const serial of serials) {
      const pairing = { hub: 'bench-hub', home, did: serial, secret: secretOf(serial) };
      const tries = { failed: 0, lockOuts: 0, lockedUntil: 0 };
      const { model, vendor } = counter.spec;
      const identity = { v: 1, type: 'counter', model, vendor, ...makeBox(1, serial, counter.spec), pairing, tries };
      writeFileSync(join(data, `${serial}.identity.json`), JSON.stringify(identity));
    }
    host = await createHost({
      ...{ hub: `mqtt://127.0.0.1:${mqtt}`, data, home, catalogue },
      devices: serials.map((serial) => ({ type: 'counter', serial })),
    });
    host.start();
  },
  ready: () => host?.residents.filter(({ standing }) => standing === 'ready').length ?? 0,
  /** What each device says that it counted, by serial. */
  counts(): [string, number][] {
    return (host?.residents ?? []).map(({ serial, engine }) => [serial, Number(engine.snapshot().values.counter?.count)]);
  },
  usage,
  async stop(): Promise<void> {
    await host?.stop();
    await wait(0);
  },
};
serve(handlers);
