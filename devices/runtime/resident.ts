// A device that lives: its engine runs whether or not a hub is there; it looks for a hub, pairs, connects, comes back.
import { randomBytes } from 'node:crypto';
import type { DeviceType } from '../define-device.ts';
import type { Person, Room } from '../world/here.ts';
import { createRefusals, reconnectDelay } from './backoff.ts';
import type { Cancel, HomeClock, WallClock } from './clock.ts';
import { createEngine } from './engine.ts';
import type { Engine } from './engine-types.ts';
import { tellFault } from './faults.ts';
import type { Identity } from './identity.ts';
import { LinkError } from './link.ts';
import { openPairing } from './pairing.ts';
import { createRandom } from './random.ts';
import { createRepeats } from './repeats.ts';
import { openSession } from './session.ts';
import type { Session } from './session.ts';
import type { SavedState } from './saved-state.ts';

export interface ResidentOptions {
  readonly type: DeviceType;
  readonly identity: Identity;
  readonly saved: SavedState;
  readonly url: string;
  /** home whose hub it looks for while it is unpaired */
  readonly home: string;
  readonly seed: string | number;
  readonly wall: WallClock;
  readonly clock: HomeClock;
  readonly here: () => Room | Person;
  readonly onPlace: (room: string | null) => void;
  /** It has lost the hub, or does not find it; once until it is found. */
  readonly onHubLost: (reason: string) => void;
  readonly onHubFound: () => void;
  /** One line for the terminal. */
  readonly tell: (line: string) => void;
}

/** What a device is up to, as the terminal and the tests see it. */
export type Standing = 'looking' | 'nearby' | 'connecting' | 'ready' | 'refused' | 'stopped';

export interface Resident {
  readonly serial: string;
  readonly engine: Engine;
  readonly standing: Standing;
  start(): void;
  /** Publishes `disconnected`, saves, stops; within a second. */
  stop(): Promise<void>;
  /** Calls back at every change of standing. */
  watch(seen: (standing: Standing) => void): Cancel;
}

interface Connection {
  end(reason?: string): Promise<void>;
}

export function createResident(options: ResidentOptions): Resident {
  const { type, identity, saved, wall, clock, tell } = options;
  const { serial } = identity.data;
  const random = createRandom(`${options.seed} ${serial} link`);
  const refusals = createRefusals();
  const repeats = createRepeats();
  const watchers = new Set<(standing: Standing) => void>();
  let standing: Standing = 'stopped';
  let running = false;
  let connection: Connection | undefined;
  let session: Session | undefined;
  let cancelRetry: Cancel = () => {};
  let lostAt: number | undefined;
  let toldLost = false;
  let stopping: Promise<void> | undefined;

  const engine = createEngine({
    type,
    clock,
    seed: `${options.seed} ${serial}`,
    here: options.here,
    snapshot: saved.load(),
    onReport(report) {
      saved.changed(() => engine.snapshot());
      session?.report(report);
    },
    onEvent: (event) => session?.event(event),
    onFault(fault) {
      tell(tellFault(serial, fault));
      if (fault.fatal) stop(`behaviour failed: ${fault.message}`.slice(0, 200)).catch(() => {});
    },
  });

  function stand(next: Standing): void {
    if (standing === next) return;
    standing = next;
    for (const seen of watchers) seen(next);
  }

  /** One attempt: as itself where it is paired, else as a device that looks for a home. */
  async function attempt(): Promise<void> {
    if (!running) return;
    const { pairing } = identity.data;
    stand(pairing ? 'connecting' : 'looking');
    try {
      const opened = pairing ? await connectPaired(pairing) : await lookForHome();
      if (!running) return await opened.end();
      connection = opened;
    } catch (thrown) {
      failed(thrown);
    }
  }

  async function connectPaired(pairing: { readonly home: string; readonly did: string; readonly secret: string }): Promise<Connection> {
    const opened = await openSession({
      ...pairing,
      ...{ url: options.url, spec: type.spec, engine, wall, clock, repeats },
      session: randomBytes(8).toString('hex'),
      onPlace: options.onPlace,
      onReady() {
        found();
        stand('ready');
      },
      onRefused(message) {
        found();
        stand('refused');
        tell(`${serial}: the hub refuses its spec: ${message}`);
      },
      onClose: closed,
    });
    refusals.reset();
    session = opened;
    return opened;
  }

  function lookForHome(): Promise<Connection> {
    return openPairing({
      ...{ url: options.url, home: options.home, identity, spec: type.spec, wall },
      newNonce: () => randomBytes(32).toString('hex'),
      onNearby() {
        found();
        stand('nearby');
      },
      onPaired: () => tell(`${serial}: paired`),
      onRejected: (message) => tell(`${serial}: the hub rejects it: ${message}`),
      onClose: closed,
    });
  }

  function found(): void {
    options.onHubFound();
    toldLost = false;
    lostAt = undefined;
  }
  function failed(thrown: unknown): void {
    const error = thrown instanceof LinkError ? thrown : new LinkError(thrown instanceof Error ? thrown.message : String(thrown), false);
    if (!error.refused && !toldLost && running) {
      toldLost = true;
      options.onHubLost(error.message);
    }
    if (error.refused && identity.data.pairing && refusals.note(wall.monotonic())) {
      identity.forget();
      refusals.reset();
      lostAt = undefined;
      tell(`${serial}: its home no longer knows it; it can be added again with the same box`);
    }
    closed();
  }
  /** The connection is gone: try again after a while, without end. */
  function closed(): void {
    const wasPairing = session === undefined;
    session = undefined;
    connection = undefined;
    if (!running) return;
    lostAt ??= wall.monotonic();
    // Freshly paired: it comes back as itself without waiting.
    const fresh = wasPairing && standing === 'nearby' && identity.data.pairing !== undefined;
    stand(identity.data.pairing ? 'connecting' : 'looking');
    cancelRetry();
    cancelRetry = wall.after(fresh ? 0 : reconnectDelay(wall.monotonic() - lostAt, random), () => void attempt());
  }

  async function end(reason: string | undefined): Promise<void> {
    running = false;
    cancelRetry();
    engine.stop();
    saved.save(engine.snapshot());
    await connection?.end(reason);
    connection = undefined;
    session = undefined;
    stand('stopped');
  }
  function stop(reason?: string): Promise<void> {
    return (stopping ??= end(reason));
  }

  return {
    serial,
    engine,
    get standing() {
      return standing;
    },
    start() {
      if (running || stopping) return;
      running = true;
      engine.start();
      void attempt();
    },
    stop: () => stop(),
    watch(seen) {
      watchers.add(seen);
      return () => watchers.delete(seen);
    },
  };
}
