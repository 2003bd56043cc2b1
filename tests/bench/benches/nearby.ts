import { createServer, connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { startProgram } from '../program.ts';
import { percentile } from '../stats.ts';
import { openWire } from '../wire.ts';
import { topicsOf } from '#protocol/topics.ts';
import { home } from '../sides/side.ts';

/** Hands every connection on to the hub and says when it came: that is when the device's own program has connected. */
function openRelay(port: number): Promise<{ port: number; connected: () => Promise<number>; close: () => void }> {
  let waiting: ((at: number) => void) | undefined;
  const server = createServer({ noDelay: true }, (socket) => {
    waiting?.(performance.now());
    const onward = connect({ port, host: '127.0.0.1', noDelay: true });
    for (const [from, to] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
      from.pipe(to);
    }
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve({
        port: (server.address() as AddressInfo).port,
        connected: () => new Promise((done) => (waiting = done)),
        close: () => server.close(),
      }),
    ),
  );
}

export const nearby: Bench = {
  name: 'nearby',
  title: 'A new device asks to join: from its connection to the message at a phone',
  async run(context) {
    const hub = context.hub();
    const door = await hub.call('start', { data: join(context.folder, 'hub'), devices: 0 });
    const relay = await openRelay(door.mqtt);
    const topics = topicsOf(home);
    const phone = await openWire({ ws: door.http }, { clientId: `${door.phone.client}.bench`, password: door.phone.secret });
    await phone.subscribe([`${topics.root}/home/#`]);
    const tries = context.quick ? 5 : 10;
    const fromConnect: number[] = [];
    const fromSpawn: number[] = [];
    for (let k = 0; k < tries; k += 1) {
      const serial = `lamp-bench${k}`;
      const shown = new Promise<number>((resolve) => {
        phone.onPublish = (topic, payload) => {
          if (topic === topics.object('nearby', serial) && payload.length > 0) resolve(performance.now());
        };
      });
      const connected = relay.connected();
      const spawned = performance.now();
      const url = `mqtt://127.0.0.1:${relay.port}`;
      const device = startProgram(
        ['devices/main.ts', 'lamp', '--hub', url, '--serial', serial, '--home', home, '--data', join(context.folder, serial)],
        false,
      );
      await Promise.race([shown, device.first.then(() => shown)]);
      fromConnect.push((await shown) - (await connected));
      fromSpawn.push((await shown) - spawned);
      await device.kill('SIGTERM');
    }
    relay.close();
    phone.close();
    const p95 = percentile(fromConnect, 0.95) / 1000;
    context.note(
      `nearby: ${tries} lamps, each \`npm run device -- lamp\` (without npm itself) in a process of its own. Measured from the moment its TCP connection arrives (a relay in front of the hub) to \`home/nearby/…\` at a phone over WebSocket: connect, subscribe, challenge, signed hello, check. From the spawn of the process it takes ${(percentile(fromSpawn, 0.5) / 1000).toFixed(1)} s (median), nearly all of it Node starting.`,
    );
    return [{ what: `nearby at the phone, p95 of ${tries}`, unit: 's', goal: '<= 1 s', bare: undefined, hub: p95, strain: p95 / 1 }];
  },
};
