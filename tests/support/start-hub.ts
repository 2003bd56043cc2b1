// A real hub in this process: free ports, a folder of its own, stopped and swept when the test ends.
import { expect } from 'vitest';
import { createHub } from '#hub/create-hub.ts';
import type { Hub, HubConfig } from '#hub/create-hub.ts';
import type { HubClock } from '#hub/clock.ts';
import { systemClock } from '#hub/clock.ts';
import type { Log } from '#hub/log.ts';
import { whenDone } from './cleanup.ts';
import type { Doors } from './doors.ts';
import { tempFolder } from './temp-folder.ts';

/** A log that a test can read; nothing reaches the terminal. */
export function createTestLog(): Log & { readonly lines: { level: 'warn' | 'error'; said: unknown }[] } {
  const lines: { level: 'warn' | 'error'; said: unknown }[] = [];
  const note =
    (level: 'warn' | 'error') =>
    (...said: unknown[]): void =>
      void lines.push({ level, said });
  return { lines, debug: () => undefined, info: () => undefined, warn: note('warn'), error: note('error') };
}

/** A clock that runs like the real one until a test moves it. `setWall`: only what the machine's clock shows, as a person sets it. */
export function createShiftedClock(): HubClock & { shift(ms: number): void; setWall(ms: number): void } {
  let by = 0;
  let wall = 0;
  return {
    now: () => systemClock.now() + by + wall,
    steady: () => systemClock.steady() + by,
    shift(ms) {
      by += ms;
    },
    setWall(ms) {
      wall += ms;
    },
  };
}

export type StartHubOptions = Partial<HubConfig> & {
  /** The test expects the hub to log errors; else one fails the test. */
  readonly mayFail?: boolean;
};

export interface TestHub extends Doors {
  readonly hub: Hub;
  /** Folder of hub.db. */
  readonly data: string;
  readonly log: ReturnType<typeof createTestLog>;
  /** Stops it; a second call does nothing. */
  stop(): Promise<void>;
  /** Starts another on the same folder, ports and clock. Stop this one first. */
  again(): Promise<TestHub>;
}

export async function startHub({ mayFail = false, ...options }: StartHubOptions = {}): Promise<TestHub> {
  const data = options.data ?? tempFolder();
  const log = createTestLog();
  const config: HubConfig = { home: 'home', host: '127.0.0.1', httpPort: 0, mqttPort: 0, ...options, data, log: options.log ?? log };
  const hub = await createHub(config);
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= hub.stop());
  whenDone(async () => {
    await stop();
    if (!mayFail) expect(log.lines, 'what the hub logged').toEqual([]);
  });
  const { http, mqtt, claim } = await hub.start();
  return {
    http: `http://127.0.0.1:${http}`,
    mqtt: `mqtt://127.0.0.1:${mqtt}`,
    ws: `ws://127.0.0.1:${http}/mqtt`,
    home: config.home,
    claim,
    hub,
    data,
    log,
    stop,
    again: () => startHub({ ...options, data, httpPort: http, mqttPort: mqtt, mayFail }),
  };
}
